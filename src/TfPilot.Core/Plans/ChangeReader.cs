namespace TfPilot.Core.Plans;

/// <summary>Reads the parts of a plan that hold a <c>change</c>: before, after and the trees that say what is unknown or sensitive.</summary>
internal sealed class ChangeReader(Secrets secrets)
{
    private static readonly string[] Names =
        ["actions", "before", "after", "after_unknown", "before_sensitive", "after_sensitive", "replace_paths", "importing"];

    private readonly CanonicalJson canonical = new(secrets);
    private readonly Memo<IReadOnlyList<string>> actionLists = new(PlanJson.Texts);
    private readonly Memo<Marks?> unknownTrees = new(Marks.Read);

    /// <summary>One change, redacted but not yet masked. A no-op that imports nothing keeps only its actions; its secrets are learned all the same.</summary>
    public Change Read(ReadOnlySpan<byte> json, bool keepNoOp = false)
    {
        ReadOnlySpan<byte> before = default, after = default, unknown = default, sensitiveBefore = default, sensitiveAfter = default;
        var change = new Change();
        var members = new JsonMembers(json);
        while (members.Next(Names))
        {
            switch (members.Name)
            {
                case "actions": change = change with { Actions = actionLists.Of(members.Value) }; break;
                case "before": before = members.Value; break;
                case "after": after = members.Value; break;
                case "after_unknown": unknown = members.Value; break;
                case "before_sensitive": sensitiveBefore = members.Value; break;
                case "after_sensitive": sensitiveAfter = members.Value; break;
                case "replace_paths": change = change with { ReplacePaths = PlanJson.Paths(members.Value) }; break;
                case "importing": change = change with { Importing = ReadImport(members.Value) }; break;
            }
        }

        var sensitive = Marks.Union(Marks.Read(sensitiveBefore), Marks.Read(sensitiveAfter));
        var kept = keepNoOp || change.Importing is not null || PlanActions.Of(change.Actions) != PlanAction.NoOp;
        if (!kept && sensitive is null) return change;
        return change with
        {
            Before = Redact(before, sensitive, unknown: null, isAfter: false),
            After = Redact(after, sensitive, unknownTrees.Of(unknown), isAfter: true),
        };
    }

    /// <summary>Any other value, with its sensitive and unknown places marked.</summary>
    public RedactedJson Redact(ReadOnlySpan<byte> value, Marks? sensitive, Marks? unknown, bool isAfter)
    {
        // A value that is not known at all is left out or null in the plan.
        var json = value.IsEmpty ? "null"u8 : value;
        return RedactedJson.FromCanonical(canonical.Write(json, sensitive, unknown, isAfter).ToArray());
    }

    private static PlanValue? ReadImport(ReadOnlySpan<byte> json)
    {
        var members = new JsonMembers(json);
        if (!members.IsObject) return null;
        PlanValue import = PlanValue.Null.Value;
        while (members.Next("id", "unknown"))
        {
            if (members.Name == "unknown" && PlanJson.Flag(members.Value) == true) import = PlanValue.Unknown.Value;
            else if (members.Name == "id" && PlanJson.Text(members.Value) is { } id) import = new PlanValue.Text(id);
        }

        return import;
    }

    internal sealed record Change
    {
        public IReadOnlyList<string> Actions { get; init; } = [];

        public RedactedJson Before { get; init; }

        public RedactedJson After { get; init; }

        public IReadOnlyList<string> ReplacePaths { get; init; } = [];

        public PlanValue? Importing { get; init; }
    }
}
