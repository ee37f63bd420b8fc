namespace TfPilot.App.Tests.Simulation;

/// <summary>The approvals that an environment needs.</summary>
internal sealed record Needed(string Team, int Count);

/// <summary>A version of the settings file, and what it means, written by hand.</summary>
internal sealed record SimulatedSettings(string Name, string Text, Needed? Dev, Needed? Prod)
{
    public const string FreezeDay = "2030-01-02";

    private const string End = """
        override: { teams: [breakglass], reason_min: 5 }
        apply: { workflows: [.github/workflows/apply.yml] }
        """;

    public static readonly IReadOnlyList<SimulatedSettings> All =
    [
        new("usual", $$"""
            version: 1
            environments:
              dev: { paths: ["live/dev/**"], approvals: { teams: [devs], invalidate_on: push } }
              prod: { paths: ["live/prod/**"], approvals: { teams: [platform], count: 2, invalidate_on: push } }
            {{End}}
            """, new("devs", 1), new("platform", 2)),
        new("one", $$"""
            version: 1
            environments:
              dev: { paths: ["live/dev/**"], approvals: { teams: [platform], invalidate_on: push } }
              prod: { paths: ["live/prod/**"], approvals: { teams: [platform], invalidate_on: push } }
            {{End}}
            """, new("platform", 1), new("platform", 1)),
        new("frozen", $$"""
            version: 1
            environments:
              dev: { paths: ["live/dev/**"], approvals: { teams: [devs], invalidate_on: push } }
              prod: { paths: ["live/prod/**"], approvals: { teams: [devs], invalidate_on: push } }
            freeze:
              - { environments: [prod], dates: [{{FreezeDay}}], reason: "holiday" }
            {{End}}
            """, new("devs", 1), new("devs", 1)) { FreezesProd = true },
        new("blocking", $$"""
            version: 1
            environments:
              dev: { paths: ["live/dev/**"], approvals: { teams: [devs], invalidate_on: push } }
              prod: { paths: ["live/prod/**"], approvals: { teams: [devs], invalidate_on: push } }
            policy:
              rules:
                - { id: no-data, deny: { types: [terraform_data] } }
            {{End}}
            """, new("devs", 1), new("devs", 1)) { Blocks = true },
        new("broken", "version: 1\nenvironments: [\n", null, null),
    ];

    /// <summary>Whether nothing is applied to prod on <see cref="FreezeDay"/>.</summary>
    public bool FreezesProd { get; init; }

    /// <summary>Whether the policy blocks every change.</summary>
    public bool Blocks { get; init; }

    public bool IsValid => Dev is not null;

    /// <summary>Null when the settings cannot be read.</summary>
    public Needed? Of(string environment) => environment == "dev" ? Dev : Prod;
}
