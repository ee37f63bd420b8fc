using TfPilot.Action.Basics;

namespace TfPilot.Action.Tests;

/// <summary>Options, help, version, shell completion and exit codes.</summary>
public sealed class UsageTests : IDisposable
{
    private const string Tree = "4b825dc642cb6eb9a060e54bf8d69288fbee4904";
    private readonly TemporaryFolder folder = new();
    private readonly string plan;
    private readonly string errored;

    public UsageTests()
    {
        plan = folder.Write("orders/plan.json", PlanJson.Create);
        errored = folder.Write("failed/plan.json", PlanJson.Errored);
    }

    public void Dispose() => folder.Dispose();

    [Fact]
    public void The_exit_code_is_0_for_a_readable_plan_1_for_an_errored_and_2_for_an_unreadable_one()
    {
        var missing = Path.Combine(folder.Root, "none.json");

        Cli.Run("review", plan).ExitCode.Should().Be(0);
        Cli.Run("review", plan, errored).ExitCode.Should().Be(1);
        Cli.Run("review", plan, errored, missing).ExitCode.Should().Be(2);
    }

    [Fact]
    public void An_errored_plan_is_never_safe()
    {
        var run = Cli.Run("review", errored, "--format", "json");

        run.Json["verdict"]!.GetValue<string>().Should().Be("blocked");
        run.Json["risk"]!["class"]!.GetValue<string>().Should().Be("unknown");
    }

    [Fact]
    public void Empty_option_values_count_as_absent_as_workflow_inputs_are_never_null()
    {
        var run = Cli.Run("review", "", plan, "--name", "", "--environment", "", "--source", "", "--tree", "",
            "--format", "", "--output", "");

        run.Should().Be(Cli.Run("review", plan));
        run.ExitCode.Should().Be(0);
    }

    [Fact]
    public void The_environment_is_shown_and_affects_the_fingerprint()
    {
        var run = Cli.Run("review", plan, "--environment", "prod", "--format", "json");

        run.Json["projects"]![0]!["environment"]!.GetValue<string>().Should().Be("prod");
        Cli.Run("review", plan, "-e", "prod").Out.Should().Contain("orders (prod)");
        run.Fingerprint.Should().NotBe(Cli.Run("review", plan, "--format", "json").Fingerprint);
    }

    [Fact]
    public void Tree_ids_are_part_of_the_fingerprint_in_any_order_and_case()
    {
        var other = Tree[1..] + "0";

        var both = Fingerprint("--tree", $"live={Tree}", "--tree", $"modules/a=b={other}");

        Fingerprint("--tree", $"modules/a=b={other}", "--tree", $"live={Tree.ToUpperInvariant()}").Should().Be(both);
        Fingerprint("--tree", $"live={other}", "--tree", $"modules/a=b={other}").Should().NotBe(both);
        Fingerprint("--tree", $"live={Tree}").Should().NotBe(both);
        Fingerprint().Should().NotBe(both);
        Fingerprint("--tree", $"live={Tree}", "--tree", $"live={other}").Should()
            .Be(Fingerprint("--tree", $"live={other}", "--tree", $"live={Tree}"));
    }

    [Theory]
    [InlineData("live")]
    [InlineData("live=")]
    [InlineData("=" + Tree)]
    [InlineData("live=main")]
    [InlineData("live=" + Tree + "0")]
    [InlineData("live=zb825dc642cb6eb9a060e54bf8d69288fbee4904")]
    public void A_malformed_tree_id_is_reported(string tree)
    {
        var run = Cli.Run("review", plan, "--tree", tree);

        run.Should()
            .Be(new CliRun(2, "",
                $"--tree {tree} is not PATH=ID with the id of a git tree (40 or 64 hexadecimal digits).\nTry " +
                    "`tfpilot review --help`.\n"));
    }

    [Theory]
    [InlineData(
        "unknown option --frobnicate. For a file of that name write ./--frobnicate.\nTry `tfpilot review --help`.\n",
        "review", "--frobnicate")]
    [InlineData(
        "unknown option --formt=json. For a file of that name write ./--formt=json.\nTry `tfpilot review --help`.\n",
        "review", "x", "--formt=json")]
    [InlineData(
        "Required command was not provided.\nCommands: review, init, doctor, discover, validate, policy, explain, " +
            "audit, publish, gate, encrypt, verify, record, registry, trace, version, completion.\n" +
            "Try `tfpilot --help`.\n")]
    [InlineData(
        "Unrecognized command or argument 'revew'.\nCommands: review, init, doctor, discover, validate, policy, " +
            "explain, audit, publish, gate, encrypt, verify, record, registry, trace, version, completion.\n" +
            "Try `tfpilot --help`.\n", "revew")]
    [InlineData("unknown option --all. For a file of that name write ./--all.\nTry `tfpilot policy test --help`.\n",
        "policy", "test", "--all")]
    [InlineData("unknown option --all. For a file of that name write ./--all.\nTry `tfpilot policy explain --help`.\n",
        "policy", "explain", "a", "b", "--all")]
    [InlineData(
        "ADDRESS is missing.\nUsage: tfpilot policy explain <RULE> <ADDRESS> [<PLAN>...] [options]\n" +
            "Try `tfpilot policy explain --help`.\n", "policy", "explain", "a")]
    [InlineData(
        "Option '--facts' is required.\nUsage: tfpilot explain --facts <FILE> [options]\nTry `tfpilot explain " +
            "--help`.\n", "explain")]
    [InlineData("Required command was not provided.\nCommands: explain, test.\nTry `tfpilot policy --help`.\n",
        "policy")]
    [InlineData("Unrecognized command or argument 'now'.\nTry `tfpilot version --help`.\n", "version", "now")]
    public void An_invalid_command_line_is_rejected_with_a_short_message(string error, params string[] arguments)
    {
        var run = Cli.Run(arguments);

        run.ExitCode.Should().Be(2);
        run.Error.Should().EndWith(error);
    }

    [Fact]
    public void A_plan_argument_with_an_at_sign_is_not_a_response_file()
    {
        var run = Cli.Run("review", "@" + plan);

        run.ExitCode.Should().Be(2);
        run.Error.Should().StartWith($"tfpilot: @{plan} does not exist.");
    }

    [Theory]
    [InlineData("--help")]
    [InlineData("review", "--help")]
    [InlineData("review", "-h")]
    public void Help_ends_with_working_examples(params string[] arguments)
    {
        var run = Cli.Run(arguments);

        var examples = run.Out.Split('\n')
            .Where(line => line.Contains("tfpilot review ", StringComparison.Ordinal) && !line.Contains('[')).ToList();
        var mistakes = examples.Select(example => Cli.Run(["review", .. Words(example), "--wrong"]).Error);
        run.ExitCode.Should().Be(0);
        examples.Should().HaveCountGreaterThanOrEqualTo(3);
        run.Out.Should().Contain("0  pass or warn");
        mistakes.Should()
            .OnlyContain(error => error.StartsWith("unknown option --wrong", StringComparison.Ordinal),
                "nothing else is wrong with them");
    }

    [Theory]
    [InlineData("policy", "--help")]
    [InlineData("policy", "explain", "--help")]
    [InlineData("policy", "test", "-h")]
    public void Help_of_policy_commands_ends_with_working_examples(params string[] arguments)
    {
        var run = Cli.Run(arguments);

        var examples = run.Out.Split('\n')
            .Where(line => line.StartsWith("  tfpilot policy ", StringComparison.Ordinal) && !line.Contains('[')
                && !line.Contains('<')).ToList();
        var mistakes = examples.Select(example => Cli.Run(
            [.. example.Trim().Split(' ').Skip(1).Select(word => word.Trim('\'')), "--wrong"]).Error);
        run.ExitCode.Should().Be(0);
        examples.Should().HaveCountGreaterThanOrEqualTo(3);
        run.Out.Should().Contain("1  a test failed");
        mistakes.Should()
            .OnlyContain(error => error.StartsWith("unknown option --wrong", StringComparison.Ordinal),
                "nothing else is wrong with them");
    }

    [Theory]
    [InlineData("discover", "0  completed")]
    [InlineData("init", "0  written")]
    [InlineData("explain", "0  approved")]
    public void Help_of_a_command_ends_with_its_working_examples(string command, string exitCode)
    {
        var run = Cli.Run(command, "--help");

        var examples = run.Out.Split('\n')
            .Where(line => line.Contains($"tfpilot {command}", StringComparison.Ordinal)
                && line.StartsWith("  ", StringComparison.Ordinal) && !line.Contains('[')).ToList();
        var mistakes = examples.Select(example => Cli.Run(
            [command, .. example[(example.IndexOf($"tfpilot {command}", StringComparison.Ordinal) +
                "tfpilot ".Length + command.Length)..].Split(' ', StringSplitOptions.RemoveEmptyEntries),
                "--wrong"]).Error);
        run.Out.Should().Contain(exitCode);
        examples.Should().HaveCountGreaterThanOrEqualTo(3);
        mistakes.Should()
            .OnlyContain(
                error => error.StartsWith("Unrecognized command or argument '--wrong'.\nTry", StringComparison.Ordinal)
                    || error.StartsWith("unknown option --wrong", StringComparison.Ordinal),
                    "nothing else is wrong with them");
    }

    [Theory]
    [InlineData("version")]
    [InlineData("--version")]
    public void The_version_is_one_line(string argument)
    {
        var run = Cli.Run(argument);

        run.ExitCode.Should().Be(0);
        run.Out.Should().MatchRegex(@"^tfpilot \d+\.\d+\.\d+\n$");
    }

    [Theory]
    [InlineData("bash", "complete -o default -F _tfpilot tfpilot")]
    [InlineData("zsh", "compdef _tfpilot tfpilot")]
    [InlineData("fish", "complete -c tfpilot")]
    [InlineData("pwsh", "Register-ArgumentCompleter -Native -CommandName tfpilot")]
    public void Every_shell_has_a_completion_script_that_requests_suggestions(string shell, string line)
    {
        var run = Cli.Run("completion", shell);

        run.ExitCode.Should().Be(0);
        run.Out.Should().Contain(line).And.Contain("[suggest:");
    }

    [Fact]
    public void An_unknown_shell_is_rejected()
    {
        var run = Cli.Run("completion", "tcsh");

        run.ExitCode.Should().Be(2);
        run.Error.Should().Contain("tcsh").And.Contain("bash");
    }

    [Theory]
    [InlineData("tfpilot ", "review", "version", "completion", "--help")]
    [InlineData("tfpilot re", "review")]
    [InlineData("tfpilot review --", "--format", "--output", "--environment", "--tree", "--name", "--source")]
    [InlineData("tfpilot review --format ", "text", "markdown", "json")]
    [InlineData("tfpilot policy ", "explain", "test")]
    [InlineData("tfpilot policy explain --", "--environment", "--config", "--infracost", "--source")]
    [InlineData("tfpilot completion ", "bash", "zsh", "fish", "pwsh")]
    public void Suggestions_match_the_command_line(string line, params string[] suggestions)
    {
        var run = Cli.Run($"[suggest:{line.Length}]", line);

        run.ExitCode.Should().Be(0);
        run.Out.Split('\n').Should().Contain(suggestions);
    }

    [Theory]
    [InlineData(null, null, true)]
    [InlineData("", "xterm", true)] // an empty NO_COLOR does not count
    [InlineData("1", "xterm", false)]
    [InlineData("0", null, false)] // any value does
    [InlineData(null, "dumb", false)]
    public void Color_is_set_by_the_environment_variables(string? noColor, string? term, bool color) =>
        Terminal.MayColor(name => name == "NO_COLOR" ? noColor : name == "TERM" ? term : null).Should().Be(color);

    [Theory]
    [InlineData(null, 80, 80)]
    [InlineData("", 80, 80)]
    [InlineData("wide", 80, 80)]
    [InlineData("0", 80, 80)]
    [InlineData("132", 80, 132)]
    [InlineData("132", null, 132)] // piped
    [InlineData(null, null, Terminal.DefaultWidth)]
    public void COLUMNS_takes_precedence_over_the_window_width(string? columns, int? window, int width) =>
        Terminal.WidthOf(name => name == "COLUMNS" ? columns : null, window).Should().Be(width);

    private static IEnumerable<string> Words(string example) =>
        example[(example.IndexOf("tfpilot review ", StringComparison.Ordinal) + "tfpilot review ".Length)..].Split(' ')
        .Select(word => word.Trim('\''));

    private string Fingerprint(params string[] options) =>
        Cli.Run(["review", plan, .. options, "--format", "json"]).Fingerprint;
}
