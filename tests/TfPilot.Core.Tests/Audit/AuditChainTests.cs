using FsCheck;
using FsCheck.Fluent;
using TfPilot.Core.Approvals;
using TfPilot.Core.Audit;

namespace TfPilot.Core.Tests.History;

public class AuditChainTests
{
    private static readonly DateTimeOffset Noon = new(2026, 3, 4, 12, 0, 0, TimeSpan.Zero);

    [Fact]
    public void An_entry_records_actor_action_time_and_evidence()
    {
        var note = new AuditNote(AuditKind.Override, 22, 33, "bob let prod through: the disk is \"full\"")
        {
            By = new(new(7), "bob"),
            Evidence = [new("head", new string('a', 40)), new("fingerprint", "fp:1")],
        };

        var entry = AuditEntry.After(AuditHead.Start(11), note, Noon.AddMilliseconds(1));

        entry.Line.Should().Be($$"""
            {"installation":11,"number":1,"previous":"{{new string('0', 64)}}","at":"2026-03-04T12:00:00.001Z","kind":"override","repository":22,"pull":33,
            "by":{"id":7,"login":"bob"},"what":"bob let prod through: the disk is \"full\"",
            "evidence":[{"name":"head","value":"{{new string('a', 40)}}"},{"name":"fingerprint","value":"fp:1"}],"hash":"{{entry.Head.Hash}}"}
            """.Replace("\n", "", StringComparison.Ordinal));
        entry.Head.Should().Be(new AuditHead(11, 1, entry.Head.Hash));
    }

    [Fact]
    public void Appended_entries_verify_as_intact()
    {
        var lines = Lines(5, installation: 11).Zip(Lines(5, installation: 12), (one, other) => new[] { one, other })
            .SelectMany(pair => pair).ToList();

        var verdict = AuditChain.Verify(lines);

        verdict.Problems.Should().BeEmpty();
        verdict.Heads.Select(head => (head.Installation, head.Number)).Should().Equal((11, 5), (12, 5));
    }

    [Fact]
    public void An_empty_audit_log_is_intact() =>
    AuditChain.Verify([]).Should().BeEquivalentTo(new AuditVerdict([], []));

    [Theory]
    [InlineData("\u001b[2J\r\n{\"hash\":\"")]
    [InlineData("a\ud800b")] // half a character
    [InlineData("\u202e\",\"kind\":\"lock")]
    public void Text_with_line_breaks_or_JSON_cannot_forge_another_field(string text)
    {
        var note = new AuditNote(
            AuditKind.Lock, 22, null, text)
        { By = new(new(7), text), Evidence = [new(text, text)] };

        var entry = AuditEntry.After(AuditHead.Start(11), note, Noon);

        entry.Line.Should().NotContainAny("\n", "\r", "\u001b", "\u202e", "\ud800");
        AuditChain.Verify([entry.Line]).IsIntact.Should().BeTrue();
        System.Text.Json.Nodes.JsonNode.Parse(entry.Line)!["kind"]!.GetValue<string>().Should().Be("lock");
    }

    [Fact]
    public void Any_changed_character_is_detected()
    {
        var change = from at in Gen.Choose(0, int.MaxValue)
                     from with in Gen.Choose(0x20, 0x7e)
                     select (At: at, With: (char)with);

        Prop.ForAll(Changed(change), changed => changed.Verdict is null || !changed.Verdict.IsIntact)
            .QuickCheckThrowOnFailure();
    }

    [Fact]
    public void Any_deleted_line_except_the_last_is_detected() =>
    Broken((lines, at, _) => lines.RemoveAt(at % (lines.Count - 1)));

    [Fact]
    public void Any_two_swapped_lines_are_detected() => Broken((lines, at, other) =>
    {
        var (one, two) = (at % lines.Count, ((at % lines.Count) + 1 + (other % (lines.Count - 1))) % lines.Count);
        (lines[one], lines[two]) = (lines[two], lines[one]);
    });

    [Fact]
    public void Any_duplicate_line_is_detected() =>
    Broken((lines, at, other) => lines.Insert(other % (lines.Count + 1), lines[at % lines.Count]));

    [Fact]
    public void Any_inserted_line_with_a_valid_hash_is_detected() => Broken((lines, at, other) =>
    {
        var place = 1 + (at % (lines.Count - 1));
        var before = AuditChain.Verify(lines.Take(place)).Heads[0];
        lines.Insert(place, AuditEntry.After(before, Note(other), Noon).Line);
    });

    [Fact]
    public void Any_replaced_line_with_a_valid_hash_is_detected() => Broken((lines, at, other) =>
    {
        var place = at % (lines.Count - 1);
        var before = AuditChain.Verify(lines.Take(place)).Heads.FirstOrDefault(AuditHead.Start(11));
        lines[place] = AuditEntry.After(before, Note(other + 1_000_000), Noon).Line;
    });

    [Theory]
    [InlineData("")]
    [InlineData("{}")]
    [InlineData("no JSON")]
    [InlineData("""{"installation":11,"number":1}""")]
    public void A_line_that_is_not_an_entry_is_detected(string line)
    {
        var verdict = AuditChain.Verify([.. Lines(2), line]);

        verdict.Problems.Should().ContainSingle().Which.Path.Should().Be("line 3");
    }

    [Fact]
    public void One_changed_line_is_reported_as_one_problem()
    {
        var lines = Lines(9);
        lines[3] = lines[3].Replace("note 3", "note 4", StringComparison.Ordinal);

        var verdict = AuditChain.Verify(lines);

        verdict.Problems.Should().ContainSingle().Which.Path.Should().Be("line 4");
    }

    [Fact]
    public void A_printed_head_detects_a_truncated_or_replaced_audit_log()
    {
        var lines = Lines(4);
        var printed = AuditChain.Verify(lines).Heads[0].Short;

        var whole = AuditChain.Verify([.. lines, .. Lines(6).Skip(4)], printed.ToUpperInvariant());
        var cut = AuditChain.Verify(lines.Take(3), printed);
        var another = AuditChain.Verify(Lines(4, first: 100), printed);

        whole.IsIntact.Should().BeTrue();
        cut.Problems.Should().ContainSingle().Which.Path.Should().Be(printed);
        another.Problems.Should().ContainSingle().Which.Path.Should().Be(printed);
    }

    private static Arbitrary<(AuditVerdict? Verdict, string Line)> Changed(Gen<(int At, char With)> changes) =>
        changes.Select(change =>
    {
        var lines = Lines(4);
        var (line, at) = (change.At % lines.Count, change.At / lines.Count % lines[change.At % lines.Count].Length);
        var changed = lines[line].ToCharArray();
        if (changed[at] == change.With) return ((AuditVerdict?)null, lines[line]);
        changed[at] = change.With;
        lines[line] = new string(changed);
        return (AuditChain.Verify(lines), lines[line]);
    }).ToArbitrary();

    private static void Broken(Action<List<string>, int, int> change)
    {
        var places = from size in Gen.Choose(2, 9)
                     from at in Gen.Choose(0, 1_000)
                     from other in Gen.Choose(0, 1_000)
                     select (size, at, other);

        Prop.ForAll(places.ToArbitrary(), place =>
        {
            var lines = Lines(place.size);
            change(lines, place.at, place.other);
            return !AuditChain.Verify(lines).IsIntact;
        }).QuickCheckThrowOnFailure();
    }

    private static List<string> Lines(int count, long installation = 11, int first = 0)
    {
        var (lines, head) = (new List<string>(), AuditHead.Start(installation));
        for (var number = first; number < first + count; number++)
        {
            (head, var line) = AuditEntry.After(head, Note(number), Noon.AddSeconds(number));
            lines.Add(line);
        }

        return lines;
    }

    private static AuditNote Note(int number) =>
        new(AuditKind.Decision, 22, 33, $"note {number}") { Evidence = [new("head", $"{number:x40}")] };
}
