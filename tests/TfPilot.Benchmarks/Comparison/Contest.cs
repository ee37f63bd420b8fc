namespace TfPilot.Benchmarks.Comparison;

/// <summary>A program with its arguments; the name is shown in the table.</summary>
internal sealed record Contestant(string Name, string Command, params string[] Arguments);

/// <summary>The contestants of each comparison.</summary>
internal sealed record Contest(
    Contestant Review, Contestant Node, Contestant BarePass, Contestant SmallReview, Contestant HelloWorld,
    Contestant WithState, Contestant WithTenStates)
{
    internal const string Parse = "JSON.parse(fs.readFileSync(process.argv[1]))";

    public IReadOnlyList<Contestant> All => [Review, Node, BarePass, SmallReview, HelloWorld, WithState, WithTenStates];

    public static Contest Of(string folder, string plan)
    {
        var tfpilot = Published.Program(folder, "action/TfPilot.Action.csproj", "tfpilot");
        var barePass = Published.Program(folder, "tests/TfPilot.Benchmarks/peers/BarePass/BarePass.csproj", "BarePass");
        var helloWorld = Published.Program(
            folder, "tests/TfPilot.Benchmarks/peers/HelloWorld/HelloWorld.csproj", "HelloWorld");
        var output = Path.Combine(folder, "review.json");
        Contestant Reviewing(string name, string file) =>
            new(name, tfpilot, "review", file, "--format", "json", "--output", output);
        return new(
            Reviewing("`tfpilot review`, the big plan", plan),
            new("`node`, `JSON.parse` of the big plan", "node", "-e", Parse, plan),
            new("a bare `Utf8JsonReader` pass over the big plan", barePass, plan),
            Reviewing("`tfpilot review`, a small plan", Repository.Sample),
            new("hello world", helloWorld),
            Reviewing("`tfpilot review`, the big plan with its objects in `prior_state` once",
                BigPlan.WithState(plan, copies: 1)),
            Reviewing("`tfpilot review`, the same ten times", BigPlan.WithState(plan, copies: 10)));
    }
}
