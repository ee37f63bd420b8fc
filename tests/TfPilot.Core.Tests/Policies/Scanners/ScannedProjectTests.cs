using TfPilot.Core.Policies;

namespace TfPilot.Core.Tests.Policies.Scanners;

public sealed class ScannedProjectTests
{
    private static readonly string[] Files =
    [
        "live/prod/main.tf", "live/prod/db.tf", "live/dev/main.tf", "modules/net/main.tf", "modules/net/deep/main.tf",
        "modules/other/main.tf", "main.tf",
    ];

    private static readonly ScannedProject Prod = Project("live/prod",
        ("main.tf", "module \"net\" {\n  source = \"../../modules/net\"\n}\n"),
        ("../../modules/net/main.tf", "module \"deep\" {\n  source = \"./deep\"\n}\n"));

    [Theory]
    [InlineData("live/prod/main.tf", "main.tf")]
    [InlineData("./live/prod/main.tf", "main.tf")]
    [InlineData("live\\prod\\main.tf", "main.tf")] // as written on Windows
    [InlineData("live/prod/ma%69n.tf", "main.tf")]
    [InlineData("/live/prod/main.tf", "main.tf")] // the scanned folder as the root
    // the runner's checkout, mounted at another path for us
    [InlineData("file:///home/runner/work/infra/infra/live/prod/main.tf", "main.tf")]
    [InlineData("file:/src/live/prod/main.tf", "main.tf")]
    [InlineData("C:\\work\\infra\\live\\prod\\main.tf", "main.tf")]
    [InlineData("modules/net/main.tf", "../../modules/net/main.tf")] // a local module
    [InlineData("modules/net/deep/main.tf", "../../modules/net/deep/main.tf")] // a local module's local module
    [InlineData("../../modules/net/main.tf", "../../modules/net/main.tf")] // from the project's folder
    [InlineData("db.tf", "db.tf")] // the project's folder was scanned
    [InlineData("live/dev/main.tf", null)] // another project's
    [InlineData("modules/other/main.tf", null)] // not called
    [InlineData("live/prod/gone.tf", null)]
    [InlineData("../../../etc/main.tf", null)]
    [InlineData("live/prod/../../../../main.tf", null)]
    [InlineData("..", null)]
    [InlineData("/", null)]
    [InlineData("https://modules.example/live/prod/main.tf", null)]
    [InlineData("git::https://modules.example/live/prod/main.tf", null)]
    public void A_result_belongs_to_the_project_folder_or_its_local_modules(string uri, string? file) =>
        In(Prod, Sarif.Run("x", Sarif.Result("A", uri))).Should().Equal(file is null ? [] : [$"x/A {file}:1"]);

    [Theory]
    [InlineData("file:///home/runner/work/infra/infra/live/prod/", "main.tf:1")]
    [InlineData("file:///home/runner/work/infra/infra/live/dev/", null)]
    [InlineData("file:///home/runner/work/infra/infra/", null)] // the root module's own
    public void The_base_URI_determines_the_meaning_of_a_path(string scanned, string? place)
    {
        var run = $$$"""
            {"tool":{"driver":{"name":"x"}},"originalUriBaseIds":{"ROOTPATH":{"uri":"{{{scanned}}}"}},
              "results":[{"ruleId":"A","locations":[{"physicalLocation":{"artifactLocation":{"uri":"main.tf",
              "uriBaseId":"ROOTPATH"} } }]}]}
            """;

        In(Prod, Sarif.Document(run)).Should().Equal(place is null ? [] : [$"x/A {place}"]);
    }

    [Theory]
    [InlineData("db.tf", "x/A db.tf:1", "x/A main.tf:1")] // all of it can be in the project's folder: that was scanned
    [InlineData("live/dev/main.tf")] // part of it cannot: the repository was scanned, and main.tf is the root module's
    public void Paths_without_a_base_are_resolved_for_the_whole_report(string other, params string[] places) =>
        In(Prod, Sarif.Run("x", Sarif.Result("A", "main.tf"), Sarif.Result("A", other))).Should().Equal(places);

    [Fact]
    public void A_duplicate_result_is_reported_once_and_as_unsuppressed()
    {
        var suppressed = Sarif.Result("A", "live/prod/main.tf", 4, rest: """,  "suppressions":[{"kind":"inSource"}]""");
        var requirement = Sarif.Result("A", "file:///src/live/prod/main.tf", 4);

        var results = Prod.ResultsOf(
            [Sarif.Report(Sarif.Run("x", suppressed)),
                Sarif.Report(Sarif.Run("x", requirement, requirement, Sarif.Result("A", "live/prod/main.tf", 5)))],
                Files.ToHashSet());

        results.Select(result => (result.FirstLine, result.Suppression is null)).Should().Equal((4, true), (5, true));
    }

    [Fact]
    public void A_result_without_a_file_belongs_to_every_project() =>
        Prod.ResultsOf([Sarif.Report(Sarif.Run("x", """{"ruleId":"A"}"""))], new HashSet<string>()).Should()
        .ContainSingle().Which.File.Should().BeNull();

    [Fact]
    public void No_file_outside_the_repository_is_requested()
    {
        string[] uris = ["../../../../etc/passwd", "/etc/passwd", "file:///etc/../../passwd", "a/../../b",
            "%2e%2e/%2e%2e/%2e%2e/x", new('a', 5_000), string.Concat(Enumerable.Repeat("a/", 400))];
        var report = Sarif.Report(Sarif.Run("x", [.. uris.Select(uri => Sarif.Result("A", uri))]));

        var asked = Prod.Asks(report).ToList();

        asked.Should()
            .NotBeEmpty().And.OnlyContain(
                path => !path.StartsWith('/') && !path.Split('/').Contains("..") && path.Length <= 1_100);
    }

    private static ScannedProject Project(string folder, params (string File, string Text)[] files) =>
        new(folder, SourceIndex.Of("", files.SelectMany(file => HclBlocks.Read(file.File, file.Text))));

    private static IEnumerable<string> In(ScannedProject project, string sarif)
    {
        var report = Sarif.Report(sarif);
        return project.ResultsOf([report], project.Asks(report).Where(Files.Contains).ToHashSet())
            .Select(result => $"{result.Rule} {result.File}:{result.FirstLine}");
    }
}
