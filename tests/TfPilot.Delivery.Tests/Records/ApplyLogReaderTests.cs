using System.Text;
using System.Text.RegularExpressions;
using TfPilot.Delivery.Records;

namespace TfPilot.Delivery.Tests.Records;

public sealed class ApplyLogReaderTests
{
    private const string Version =
        """{"@level":"info","@timestamp":"2026-11-29T18:27:21Z","terraform":"1.11.4","type":"version","ui":"1.2"}""";

    private const string Planned =
        """{"changes":{"add":1,"change":0,"remove":1,"operation":"plan"},"type":"change_summary"}""";

    [CorpusFact]
    public void Real_logs_are_read_as_labeled()
    {
        foreach (var file in CorpusFile.All("tfjson")
            .Where(file => !file.Label.StartsWith("one document", StringComparison.Ordinal)))
        {
            var log = Read(file.Bytes);

            Describe(log, file.Label).Should().Be(Normalized(file.Label), file.Name);
        }
    }

    [Theory]
    [InlineData(1)]
    [InlineData(7)]
    [InlineData(100_000)]
    public void Parts_of_a_log_may_end_anywhere(int size)
    {
        var bytes = Encoding.UTF8.GetBytes($"noise {{\n{Version}\r\n{Planned}\n[INFO] hook\n{{\"type\":\"new\"}}");
        var reader = new ApplyLogReader(text => text);

        foreach (var part in bytes.Chunk(size)) reader.Read(part);

        reader.End().Should().BeEquivalentTo(new
        {
            Tool = "terraform", Version = "1.11.4", SkippedLines = 2,
            Messages = new Dictionary<string, int> { ["version"] = 1, ["change_summary"] = 1, ["new"] = 1 },
            Planned = new ChangeSummary("plan", 1, 0, 1, 0, 0), Applied = (ChangeSummary?)null,
        });
    }

    [Theory]
    [InlineData("[\n  {0},\n  {1}\n]")] // OpenTofu's equivalence tests store it in this form
    [InlineData("[{0},{1}]")]
    [InlineData("[INFO] a hook\n{0}\n{1}\n")] // no array
    public void An_array_is_read_like_lines(string format)
    {
        var log = Read(Encoding.UTF8.GetBytes(string.Format(null, format, Version, Planned)));

        (log.Version, log.Planned?.Add).Should().Be(("1.11.4", 1));
    }

    [Fact]
    public void A_line_of_any_length_is_skipped()
    {
        var reader = new ApplyLogReader(text => text);
        var part = Encoding.UTF8.GetBytes($"{{\"a\":\"{new string('x', 1 << 20)}");

        for (var i = 0; i < 20; i++) reader.Read(part);
        reader.Read(Encoding.UTF8.GetBytes($"\n{Version}\n"));

        reader.End().Should().BeEquivalentTo(new { SkippedLines = 1, Version = "1.11.4" });
    }

    [Fact]
    public void Secrets_are_masked_before_a_diagnostic_is_truncated()
    {
        var secret = new string('s', 3_000);
        var line = """
            {"type":"diagnostic","diagnostic":{"severity":"error","summary":"bad $","detail":"d $"}}
            """.Replace("$", secret, StringComparison.Ordinal);

        var masked = Read(
            Encoding.UTF8.GetBytes(line), text => text.Replace(secret, "(masked)", StringComparison.Ordinal));
        var unknown = Read(Encoding.UTF8.GetBytes(line), mask: null);

        masked.Diagnostics.Should().Equal(new LogDiagnostic("error", "bad (masked)", "d (masked)", null, null, null));
        unknown.Diagnostics.Should().ContainSingle().Which.Detail.Should().BeNull("the plan's secrets are unknown");
    }

    [Theory]
    [InlineData("""{"@message":"\nInterrupt received.\nPlease wait","type":"log"}""")]
    [InlineData("Interrupt received.")]
    public void An_interruption_is_recognized(string line) =>
        Read(Encoding.UTF8.GetBytes(line)).WasInterrupted.Should().BeTrue();

    [Fact]
    public void An_operation_without_an_end_was_started()
    {
        var log = Read("""
            {"type":"apply_start","hook":{"resource":{"addr":"a.b"},"action":"create"}}
            {"type":"apply_start","hook":{"resource":{"addr":"a.c"},"action":"update"}}
            {"type":"apply_complete","hook":{"resource":{"addr":"a.c"},"action":"update","elapsed_seconds":4}}
            """u8.ToArray());

        log.Changes.Should().Equal(
            new AppliedChange("a.b", "create", ChangeResult.Started, null),
            new AppliedChange("a.c", "update", ChangeResult.Complete, 4));
    }

    private static ApplyLog Read(byte[] utf8, Func<string, string>? mask)
    {
        var reader = new ApplyLogReader(mask);
        reader.Read(utf8);
        return reader.End();
    }

    private static ApplyLog Read(byte[] utf8) => Read(utf8, text => text);

    /// <summary>What was read, in the words of the label.</summary>
    private static string Describe(ApplyLog log, string label)
    {
        var parts = new List<string>();
        var version = new List<string>();
        if (log.SkippedLines > 0) version.Add($"noise_lines={log.SkippedLines}");
        version.AddRange(log.Messages.OrderBy(pair => pair.Key, StringComparer.Ordinal)
            .Select(pair => $"{(pair.Key.Length == 0 ? "None" : pair.Key)}={pair.Value}"));
        parts.Add(string.Join(' ', version.Order(StringComparer.Ordinal)));
        parts.AddRange(log.Drift.Select(one => $"drift {one.Action} {one.Address}"));
        parts.AddRange(log.Summaries.Select(one => $"summary operation:{one.Operation} add:{one.Add} " +
            $"change:{one.Change} remove:{one.Remove}"));
        parts.AddRange(log.Changes.Where(one => one.Result == ChangeResult.Errored)
            .Select(one => $"errored {one.Address}"));
        parts.AddRange(log.Diagnostics.Select(one =>
            $"{one.Severity}: {one.Summary}{(one.Address is null ? "" : $" @{one.Address}")}"));
        return string.Join(" | ", parts.Order(StringComparer.Ordinal));
    }

    private static string Normalized(string label) => string.Join(
        " | ", label.Replace("ARRAY ", "", StringComparison.Ordinal).Split(" | ")
        .Where(part => !part.StartsWith("ui=", StringComparison.Ordinal)
            && !part.StartsWith("drift move", StringComparison.Ordinal))
        .Select(part => part.StartsWith("summary", StringComparison.Ordinal)
            ? Regex.Replace(part, " import:.*", "") : part.Contains('=', StringComparison.Ordinal)
            && !part.Contains(": ", StringComparison.Ordinal) && !part.StartsWith("errored", StringComparison.Ordinal)
            && !part.StartsWith("drift", StringComparison.Ordinal)
                ? string.Join(' ', part.Split(' ').Order(StringComparer.Ordinal)) : part)
        .Order(StringComparer.Ordinal));
}
