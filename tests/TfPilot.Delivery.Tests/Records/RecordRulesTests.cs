using System.Text;
using TfPilot.Core.Basics;
using TfPilot.Core.Plans;
using TfPilot.Core.Policies;
using TfPilot.Core.Reviews;
using TfPilot.Delivery.Records;
using TfPilot.Delivery.Registry;

namespace TfPilot.Delivery.Tests.Records;

public sealed class RecordRulesTests
{
    private const string Create = """{"type":"apply_start","hook":{"resource":{"addr":"a.b"},"action":"create"}}""";
    private const string Created =
        """{"type":"apply_complete","hook":{"resource":{"addr":"a.b"},"action":"create","elapsed_seconds":3}}""";
    private const string Errored = """{"type":"apply_errored","hook":{"resource":{"addr":"a.b"},"action":"create"}}""";
    private const string Error = """{"type":"diagnostic","diagnostic":{"severity":"error","summary":"bad"}}""";
    private const string Planned = """{"type":"change_summary","changes":{"operation":"plan","add":1}}""";
    private const string Applied = """{"type":"change_summary","changes":{"operation":"apply","add":1}}""";
    private const string NoChange = """{"type":"change_summary","changes":{"operation":"apply","add":0}}""";
    private const string Interrupt = """{"type":"log","@message":"Interrupt received."}""";

    [Theory]
    [InlineData(ApplyStatus.Applied, 0, $"{Planned}\n{Create}\n{Created}\n{Applied}")]
    [InlineData(ApplyStatus.Applied, null, $"{Create}\n{Created}\n{Applied}")] // the log is complete
    [InlineData(ApplyStatus.Nothing, 0, NoChange)]
    [InlineData(ApplyStatus.Unknown, 0, $"{Planned}\n{Create}\n{Created}")] // no summary of the apply
    [InlineData(ApplyStatus.Unknown, null, Planned)]
    [InlineData(ApplyStatus.Unknown, 0, null)]
    [InlineData(ApplyStatus.Unknown, null, null)]
    [InlineData(ApplyStatus.Failed, 1, null)]
    [InlineData(ApplyStatus.Failed, 1, $"{Planned}\n{Create}\n{Errored}\n{Error}")]
    [InlineData(ApplyStatus.Partial, 0, $"{Errored}\n{Applied}")] // contradictory: the log has errors
    [InlineData(ApplyStatus.Partial, 1, $"{Create}\n{Created}\n{Error}")]
    [InlineData(ApplyStatus.Partial, 1, $"{Create}\n{Error}")] // its end is unknown
    [InlineData(ApplyStatus.Partial, 1, $"{Create}\n{Created}\n{Applied}")] // such as a state that was not saved
    [InlineData(ApplyStatus.Cancelled, 1, $"{Create}\n{Interrupt}\n{Error}")]
    [InlineData(ApplyStatus.Cancelled, 130, null)]
    public void The_status_follows_from_the_log_and_the_exit_code(ApplyStatus status, int? exitCode, string? log) =>
        RecordRules.StatusOf(Read(log), exitCode, plan: null).Should().Be(status);

    [Fact]
    public void A_plan_without_changes_needs_no_apply()
    {
        var plan = new Plan { FormatVersion = "1.2" };

        RecordRules.StatusOf(null, 0, plan).Should().Be(ApplyStatus.Nothing);
        RecordRules.StatusOf(Read(Error), 0, plan).Should().NotBe(ApplyStatus.Nothing);
    }

    [Fact]
    public void A_record_is_read_as_it_was_written()
    {
        var record = RecordRules.Of(new(
            "dev", "web", new ProjectFacts("web", "dev", new() { FormatVersion = "1.2" }),
            Read($"noise\n{Planned}\n{Create}\n{Created}\n{Create}\n{Error}\n{Applied}"), 0,
            new StateResources(
                [new("a.b", "a", "aws") { Id = "i-1", Tags = new Dictionary<string, string> { ["Name"] = "n" } }],
                IsEmpty: false)));

        var bytes = RecordDocument.Write(record);

        Encoding.UTF8.GetString(bytes).Should().StartWith("""{"schema":"tfpilot.record/1",""")
            .And.Contain("\"status\":\"partial\"");
        RecordDocument.Read("record", bytes).Match(read => read, problems => throw new InvalidOperationException(
            problems[0].Message)).Should().BeEquivalentTo(record);
        record.Fingerprint.Should().NotBeNull();
        record.Applied.Should().Be(new ApplyCounts(1, 0, 0, 0, 0));
    }

    [Theory]
    [InlineData("aws_vpc.main[0]", "live/web/net.tf", 2)]
    [InlineData("module.app[\"eu\"].aws_vpc.main", "modules/app/main.tf", 1)]
    [InlineData("module.remote.aws_vpc.main", "live/web/net.tf", 9)] // the call, because the sources are elsewhere
    [InlineData("aws_vpc.gone", null, null)] // no longer in the configuration
    public void A_resource_has_the_place_of_its_block(string address, string? file, int? line)
    {
        var sources = SourceIndex.Of("live/web",
        [
            .. HclBlocks.Read("live/web/net.tf", """

                resource "aws_vpc" "main" {
                  count = 1
                }

                module "app" {
                  source = "../../modules/app"
                }
                module "remote" {
                  source = "acme/app/aws"
                }
                """),
            .. HclBlocks.Read("modules/app/main.tf", "resource \"aws_vpc\" \"main\" {}\n"),
        ]);
        var plan = new ProjectFacts("web", "dev", new() { FormatVersion = "1.2" })
        {
            Sources = sources,
            EntryFile = "main.tf",
        };

        var record = RecordRules.Of(new(
            "dev", "web", plan, null, 0, new StateResources([new(address, "aws_vpc", "aws")], IsEmpty: false)));

        (record.Resources![0].File, record.Resources[0].Line).Should().Be((file, line));
    }

    [Theory]
    [InlineData("{}", "is no tfpilot.record/1")]
    [InlineData("x", "is no tfpilot.record/1")]
    [InlineData("null", "is no tfpilot.record/1")]
    [InlineData("""{"schema":"tfpilot.record/2","environment":"a","project":"b","status":"applied"}""",
        "use the same version")]
    [InlineData("""{"schema":"tfpilot.record/1","environment":"","project":"b","status":"applied"}""",
        "no environment")]
    [InlineData("""{"schema":"tfpilot.record/1","environment":"a","project":"b","status":"fine"}""",
        "is no tfpilot.record/1")]
    [InlineData("""
        {"schema":"tfpilot.record/1","environment":"a","project":"b","status":"applied","repository":"x/y"}
        """, "repository")] // the repository is the token's
    public void Other_documents_are_refused(string text, string why) =>
        RecordDocument.Read("record", Encoding.UTF8.GetBytes(text)).Match(_ => "", problems => problems[0].Message)
            .Should().Contain(why);

    [Theory]
    [InlineData(ApplyStatus.Applied, 0, true)] // a destroy
    [InlineData(ApplyStatus.Failed, 0, false)]
    [InlineData(ApplyStatus.Nothing, 0, false)]
    [InlineData(ApplyStatus.Failed, 1, true)]
    [InlineData(ApplyStatus.Applied, null, false)]
    public void An_empty_state_counts_only_after_a_successful_apply(
        ApplyStatus status, int? resources, bool hasState) => new ApplyRecord("dev", "web", status)
        {
            Resources = resources is { } count
            ? [.. Enumerable.Repeat(new StateResource("a.b", "a", "p"), count)] : null,
        }.HasState.Should().Be(hasState);

    private static ApplyLog? Read(string? text)
    {
        if (text is null) return null;
        var reader = new ApplyLogReader(line => line);
        reader.Read(Encoding.UTF8.GetBytes(text));
        return reader.End();
    }
}
