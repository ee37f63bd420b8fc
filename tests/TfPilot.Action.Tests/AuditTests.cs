using TfPilot.Core.Audit;

namespace TfPilot.Action.Tests;

public sealed class AuditTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void An_intact_audit_log_reports_its_head_hash()
    {
        var (text, head) = History(3);

        var run = Cli.Run(
            "audit", "verify", folder.Write("history.jsonl", text), "--head", head.Short, "--head", head.Hash);

        run.Should().Be(new CliRun(0, $"installation 11: 3 entries, head {head.Short}\nThe history is intact.\n", ""));
    }

    [Fact]
    public void A_modified_line_is_reported_by_number()
    {
        var (text, head) = History(3);

        var run = Cli.Run("audit", "verify",
            folder.Write("history.jsonl", text.Replace("note 2", "note 9", StringComparison.Ordinal)));

        run.Should()
            .Be(new CliRun(1,
                "line 2 was changed after it was written: its hash does not match\ninstallation 11: 3 entries, " +
                    $"head {head.Short}\nThe history is NOT intact.\n", ""));
    }

    [Fact]
    public void A_truncated_audit_log_lacks_the_head_hash_that_a_check_printed()
    {
        var (_, head) = History(3);

        var run = Cli.Run("audit", "verify", folder.Write("history.jsonl", History(2).Text), "--head", head.Short);

        run.ExitCode.Should().Be(1);
        run.Out.Should().StartWith($"{head.Short} was printed as the head of this history, but no entry has this hash");
    }

    [Theory]
    [InlineData("abc")]
    [InlineData("not-a-hash-at-all")]
    public void An_invalid_head_hash_is_rejected(string head)
    {
        var run = Cli.Run("audit", "verify", folder.Write("history.jsonl", History(1).Text), "--head", head);

        run.Should()
            .Be(new CliRun(2, "",
                $"'{head}' is not an audit hash: expected 12 to 64 hexadecimal digits.\nTry `tfpilot " +
                    "audit verify --help`.\n"));
    }

    [Fact]
    public void A_missing_audit_log_and_a_file_of_another_kind_are_reported()
    {
        var other = Cli.Run("audit", "verify", folder.Write("plan.json", "{}\n\n"));
        var none = Cli.Run("audit", "verify", Path.Combine(folder.Root, "none.jsonl"));

        other.ExitCode.Should().Be(1);
        other.Out.Should().StartWith("line 1 is not an audit entry").And.Contain("line 2 is not an audit entry");
        none.ExitCode.Should().Be(2);
        none.Error.Should().Contain("does not exist. Create it with `tfpilot-app audit export`.");
    }

    private static (string Text, AuditHead Head) History(int count)
    {
        var (text, head) = ("", AuditHead.Start(11));
        for (var number = 1; number <= count; number++)
        {
            (head, var line) = AuditEntry.After(
                head, new(AuditKind.Decision, 22, 33, $"note {number}"), DateTimeOffset.UnixEpoch);
            text += $"{line}\n";
        }

        return (text, head);
    }
}
