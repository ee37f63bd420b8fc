using TfPilot.Core.Approvals;
using TfPilot.Core.Audit;

namespace TfPilot.Core.Tests.History;

public sealed class AuditEntryReaderTests
{
    private static readonly DateTimeOffset Noon = new(2026, 3, 4, 12, 0, 0, 1, TimeSpan.Zero);

    [Fact]
    public void An_entry_of_each_kind_is_read_as_it_was_written()
    {
        foreach (var kind in Enum.GetValues<AuditKind>())
        {
            var note = new AuditNote(kind, 22, kind == AuditKind.Settings ? null : 33, "said \"no\" to ünïcode")
            {
                By = kind == AuditKind.Lock ? new Person(new(7), "bob") : null,
                Evidence = [new("head", "a"), new("approval", "bob (7)"), new("approval", "cy (8)")],
            };

            var read = AuditEntryReader.TryRead(AuditEntry.After(AuditHead.Start(11), note, Noon).Line);

            read.Should().BeEquivalentTo(new RecordedEntry(1, Noon, note));
            read!.Find("head").Should().Be("a");
            read.All("approval").Should().Equal("bob (7)", "cy (8)");
        }
    }

    [Fact]
    public void Fields_of_a_later_version_are_skipped()
    {
        var line = AuditEntry.After(AuditHead.Start(11), new(AuditKind.Lock, 22, 33, "locked"), Noon).Line
            .Replace("\"what\"", "\"more\":{\"a\":[1]},\"what\"", StringComparison.Ordinal);

        AuditEntryReader.TryRead(line)!.Note.What.Should().Be("locked");
    }

    [Theory]
    [InlineData("")]
    [InlineData("no JSON")]
    [InlineData("[]")]
    [InlineData("{}")]
    [InlineData("""{"number":1,"kind":"of-later"}""")]
    [InlineData("""{"number":"1","kind":"lock"}""")]
    [InlineData("""{"number":1,"kind":"lock","at":"noon"}""")]
    [InlineData("""{"number":1,"kind":"lock","evidence":7}""")]
    public void A_line_that_is_no_known_entry_is_not_read(string line) =>
        AuditEntryReader.TryRead(line).Should().BeNull();
}
