namespace TfPilot.Action.Tests;

/// <summary>Pairs of <c>--format</c> and <c>--output</c>, and errors for outputs that cannot be written.</summary>
public sealed class OutputsTests : IDisposable
{
    private readonly TemporaryFolder folder = new();
    private readonly string plan;

    public OutputsTests() => plan = folder.Write("orders/plan.json", PlanJson.Create);

    public void Dispose() => folder.Dispose();

    [Theory]
    [InlineData("", "text", "", "")]
    [InlineData("--format json", "json", "", "")]
    [InlineData("--format=json", "json", "", "")]
    [InlineData("-f markdown", "markdown", "", "")]
    [InlineData("--output A", "", "text", "")] // an output without a format is text
    [InlineData("--format json --output A", "", "json", "")]
    [InlineData("-f json -o A", "", "json", "")]
    [InlineData("--output A --format json", "json", "text", "")]
    [InlineData("--format json --output A --format markdown --output B", "", "json", "markdown")]
    [InlineData("--format json --output A --output B", "", "json", "text")]
    [InlineData("--format json --output A --format markdown", "markdown", "json", "")]
    [InlineData("--format markdown --format json --output A", "markdown", "json", "")]
    [InlineData("--format json --output - --format text --output A", "json", "text", "")]
    [InlineData("--format json --output A --format json --output B", "", "json", "json")]
    public void Each_format_goes_to_the_output_that_follows(string options, string standardOutput, string a, string b)
    {
        var (fileA, fileB) = (Path.Combine(folder.Root, "a.out"), Path.Combine(folder.Root, "new", "b.out"));
        var words = options.Split(' ', StringSplitOptions.RemoveEmptyEntries)
            .Select(word => word == "A" ? fileA : word == "B" ? fileB : word);

        var run = Cli.Run(["review", .. words.Take(2), plan, .. words.Skip(2)]);

        run.Should().Match<CliRun>(ran => ran.ExitCode == 0 && ran.Error.Length == 0);
        (FormatOf(run.Out), FormatOf(Written(fileA)), FormatOf(Written(fileB))).Should().Be((standardOutput, a, b));
    }

    [Theory]
    [InlineData(
        "--format json --format text", "Only one format can go to standard output: give the others an --output each.")]
    [InlineData("--format json --output - --format text",
        "Only one format can go to standard output: give the others an --output each.")]
    [InlineData(
        "--format json --output x --format text --output x", "x is named for two outputs: give each its own file.")]
    [InlineData("--format yaml", "--format yaml is not one of text, markdown, summary, json, sarif, junit, facts.")]
    [InlineData("--format JSON", "--format JSON is not one of text, markdown, summary, json, sarif, junit, facts.")]
    [InlineData("--format 2", "--format 2 is not one of text, markdown, summary, json, sarif, junit, facts.")]
    [InlineData("--format", "Required argument missing for option: '--format'.")]
    [InlineData("--output", "Required argument missing for option: '--output'.")]
    public void An_invalid_format_option_is_reported_and_nothing_is_written(string options, string message)
    {
        var run = Cli.Run(["review", plan, .. options.Split(' ')]);

        run.Should().Be(new CliRun(2, "", $"{message}\nTry `tfpilot review --help`.\n"));
        Directory.GetFileSystemEntries(folder.Root).Should().ContainSingle();
    }

    [Fact]
    public void An_output_that_cannot_be_written_does_not_prevent_the_others()
    {
        var json = Path.Combine(folder.Root, "review.json");

        var run = Cli.Run("review", plan, "--format", "markdown", "--output", folder.Root, "--format", "text",
            "--output", plan + "/below", "--format", "json", "--output", json);

        run.ExitCode.Should().Be(2);
        run.Error.Split('\n', StringSplitOptions.RemoveEmptyEntries).Should().HaveCount(2)
            .And.Contain(
                line => line.StartsWith($"tfpilot: {folder.Root} could not be written: ", StringComparison.Ordinal))
            .And.Contain(
                line => line.StartsWith($"tfpilot: {plan}/below could not be written: ", StringComparison.Ordinal));
        FormatOf(Written(json)).Should().Be("json");
    }

    [Fact]
    public void A_file_output_has_no_color_and_ignores_the_terminal_width()
    {
        var file = Path.Combine(folder.Root, "review.txt");

        var run = new Cli { Color = true, Width = 50 }.RunWith(
            "review", plan, "--format", "text", "--output", file, "--format", "text");

        run.Out.Should().Contain("\u001b[32mSAFE");
        Written(file).Should().NotContain("\u001b").And.Be(Cli.Run("review", plan).Out);
    }

    [Theory]
    [InlineData("markdown")]
    [InlineData("json")]
    public void Only_the_text_format_has_color(string format)
    {
        var run = new Cli { Color = true }.RunWith("review", plan, "--format", format);

        run.Out.Should().NotContain("\u001b").And.Be(Cli.Run("review", plan, "--format", format).Out);
    }

    [Theory]
    [InlineData(".tfpilot.yml", "live/prod/main.tf")] // the settings stand at the root
    [InlineData("live/.tfpilot.yml", "prod/main.tf")]
    [InlineData("elsewhere/none.yml", "main.tf")] // the sources themselves
    public void Outside_a_checkout_file_paths_are_relative_to_the_settings_or_the_sources(string settings, string uri)
    {
        folder.Write(settings, "version: 1\npolicy:\n  rules: [{ id: none, deny: { types: [\"*\"] } }]\n");
        folder.Write("live/prod/main.tf", "resource \"aws_vpc\" \"a\" {}\n");
        var deep = folder.Write("live/prod/plan.json", """
            {"format_version":"1.2","resource_changes":[{"address":"aws_vpc.a","mode":"managed","type":"aws_vpc",
              "name":"a","change":{"actions":["create"],"before":null,"after":{}}}]}
            """);

        var run = Cli.Run("review", deep, "--format", "sarif", "--config", Path.Combine(folder.Root, settings));

        run.Out.Should().Contain($"\"uri\":\"{uri}\"");
    }

    private static string Written(string file) => File.Exists(file) ? File.ReadAllText(file) : "";

    private static string FormatOf(string text) => text switch
    {
        "" => "",
        ['{', ..] when text.Contains("\"schema\":\"tfpilot.review/1\"", StringComparison.Ordinal) => "json",
        _ when text.Contains("\n  SAFE  ", StringComparison.Ordinal) => "text",
        _ when text.Contains("🟩", StringComparison.Ordinal) => "markdown",
        _ => $"neither: {text}",
    };
}
