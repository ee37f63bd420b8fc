using TfPilot.Core.Plans;

namespace TfPilot.Core.Tests.Risks;

public sealed class RenameTests
{
    private static ResourceChange Deleted(
        string before, string address = "x_thing.old", string reason = "delete_because_no_resource_config") =>
        Given.Change("delete", "x_thing", address, before, reason: reason);

    private static ResourceChange Created(string after, string address = "x_thing.new") =>
        Given.Change("create", "x_thing", address, after: after);

    [Theory]
    [InlineData("delete_because_count_index", "its index is beyond the new count")]
    [InlineData("delete_because_each_key", "its key is no longer in for_each")]
    [InlineData("delete_because_wrong_repetition", "count or for_each was added, removed or changed on its block")]
    [InlineData("delete_because_no_move_target", "it was moved to an address that no block declares")]
    [InlineData("delete_because_no_resource_config", null)] // a block that is gone is meant to be gone
    [InlineData("delete_because_no_module", null)]
    [InlineData("delete_because_enabled_false", null)]
    [InlineData("forgot_because_lifecycle_destroy_in_state", null)]
    [InlineData("forgot_because_lifecycle_destroy_in_config", null)]
    [InlineData("replace_because_cannot_update", null)]
    [InlineData("replace_because_tainted", null)]
    [InlineData("replace_by_request", null)]
    [InlineData("replace_by_triggers", null)]
    [InlineData("read_because_config_unknown", null)]
    [InlineData("read_because_dependency_pending", null)]
    [InlineData("read_because_check_nested", null)]
    [InlineData("delete_because_of_a_newer_terraform", null)]
    [InlineData(null, null)]
    public void The_deletion_reason_determines_whether_a_rename_is_likely(string? reason, string? evidence)
    {
        var risk = Given.Assess(Deleted(Same, reason: reason!), Created("""{"name":"b"}"""));

        risk.Factors("likely-rename").Should()
            .Equal(evidence is null ? [] : [$"likely-rename 15 at x_thing.old: {evidence}"]);
        risk.Moves.Should().BeEmpty();
    }

    private const string CountIndex = "delete_because_count_index";

    public static TheoryData<string, string, ResourceChange[], bool> Successors => new()
    {
        { "a smaller count", CountIndex, [], false },
        { "a key that is gone", "delete_because_each_key", [], false },
        { "count was removed with its block's instances", "delete_because_wrong_repetition", [], false },
        { "a wrong moved block", "delete_because_no_move_target", [], true },
        { "two fewer", CountIndex, [Deleted(Same, "x_thing.a[1]", CountIndex)], false },
        { "another is replaced", CountIndex, [Given.Change("delete,create", "x_thing", "x_thing.b")], false },
        { "later indexes move up", CountIndex, [Given.Change("update", "x_thing", "x_thing.a[1]")], true },
        { "and are replaced", CountIndex, [Given.Change("delete,create", "x_thing", "x_thing.a[1]")], true },
        { "nothing but a read", CountIndex, [Given.Change("no-op", "x_thing", "x_thing.a[1]")], false },
        { "another key", "delete_because_each_key", [Created("""{"name":"b"}""")], true },
        { "another type", CountIndex, [Given.Change("create", "x_other", after: Same)], false },
        { "an import", CountIndex, [Given.Change("create", "x_thing", "x_thing.b", after: Same, import: true)], false },
    };

    [Theory]
    [MemberData(nameof(Successors))]
    public void A_deletion_is_a_likely_rename_only_if_something_takes_its_place(
        string what, string reason, ResourceChange[] others, bool expected)
    {
        var risk = Given.Assess([Deleted(Same, "x_thing.a[2]", reason), .. others]);

        risk.Factors("likely-rename").Should().HaveCount(expected ? 1 : 0, what);
    }

    [Theory]
    [InlineData("delete_because_no_resource_config", "its block was removed")]
    [InlineData("delete_because_no_module", "its block was removed")]
    [InlineData("delete_because_count_index", "its index is beyond the new count")]
    public void A_creation_equal_to_the_deleted_resource_is_proposed_as_a_move(string reason, string because)
    {
        var changes = new[] { Deleted("""{"id":"1","name":"a","size":2}""", reason: reason),
            Created("""{"id":{"$":"unknown"},"name":"a","size":2,"extra":null}""") };

        var risk = Given.Assess(changes);

        risk.Factors("likely-rename").Should()
            .Equal(
                $"likely-rename 15 at x_thing.old: {because}, and x_thing.new is created with the same values: it " +
                    "looks renamed");
        risk.Moves.Should().ContainSingle().Which.Block.Should()
            .Be("moved {\n  from = x_thing.old\n  to   = x_thing.new\n}");
    }

    [Theory]
    [InlineData("""{"name":"a"}""", """{"name":"a"}""", true)]
    [InlineData("""{"name":"a","size":1}""", """{"name":"a","size":2}""", false)] // another size
    [InlineData("""{"name":"a","rule":[{"id":"1","port":1}]}""",
        """{"name":"a","rule":[{"id":{"$":"unknown"},"port":1}]}""", true)]
    [InlineData("""{"name":"a","rule":[{"port":1}]}""", """{"name":"a","rule":[{"port":1},{"port":2}]}""", false)]
    [InlineData(
        """{"name":"a","secret":{"$":"sensitive"}}""", """{"name":"a","secret":{"$":"sensitive-changed"}}""", true)]
    // equal markers do not mean equal names
    [InlineData("""{"name":{"$":"sensitive"}}""", """{"name":{"$":"sensitive"}}""", false)]
    [InlineData("""{"name":{"$":"masked"}}""", """{"name":{"$":"masked"}}""", false)]
    [InlineData("""{"name":{"$":"masked"}}""", """{"name":"a"}""", false)]
    [InlineData("""{"input":{"$":"sensitive"}}""", """{"input":{"$":"sensitive"}}""", false)]
    // the new name is unknown
    [InlineData("""{"name":"a","size":2}""", """{"name":{"$":"unknown"},"size":2}""", false)]
    [InlineData("""{"input":"x"}""", """{"input":"x"}""", true)] // a type without a name
    [InlineData("""{"triggers":{"a":"1"}}""", """{"triggers":{"a":"1"}}""", true)]
    // values that many resources share
    [InlineData("""{"tags":{"team":"a"},"region":"eu"}""", """{"tags":{"team":"a"},"region":"eu"}""", false)]
    [InlineData("""{"on":false,"list":[],"text":""}""", """{"on":false,"list":[],"text":""}""", false)] // defaults
    [InlineData("{}", "{}", false)]
    public void Similarity_requires_visible_evidence(string before, string after, bool expected)
    {
        var changes = new[] { Deleted(before), Created(after) };

        var risk = Given.Assess(changes);

        risk.Moves.Should().HaveCount(expected ? 1 : 0);
        risk.Factors("likely-rename").Should().HaveCount(expected ? 1 : 0);
    }

    private const string Same = """{"name":"a"}""";

    public static TheoryData<string, ResourceChange[], string> Ambiguities => new()
    {
        { "two creations", [Deleted(Same), Created(Same, "x_thing.b"), Created(Same, "x_thing.c")],
            "several creations have the same values" },
        { "different creations",
            [Deleted("""{"name":"a","size":1}"""), Created(Same, "x_thing.b"),
                Created("""{"name":"a","size":1}""", "x_thing.c")], "several creations have the same values" },
        { "two deletions", [Deleted(Same), Deleted(Same, "x_thing.older"), Created(Same)],
            "x_thing.new is created with the same values as this and other deletions" },
    };

    [Theory]
    [MemberData(nameof(Ambiguities))]
    public void An_ambiguous_rename_is_reported_without_a_move(string what, ResourceChange[] changes, string evidence)
    {
        var plan = Given.Plan(changes);

        var risk = Given.Assess(plan);

        risk.Moves.Should().BeEmpty(what);
        risk.Factors("likely-rename").Should().NotBeEmpty().And.OnlyContain(words => words.EndsWith(evidence));
    }

    public static TheoryData<string, ResourceChange> Strangers => new()
    {
        { "another type", Given.Change("create", "x_other", after: Same) },
        { "another provider", Created(Same) with { Provider = "example.com/x/x" } },
        { "an update", Given.Change("update", "x_thing", after: Same) },
        { "an import, which exists already",
            Given.Change("create", "x_thing", "x_thing.new", after: Same, import: true) },
    };

    [Theory]
    [MemberData(nameof(Strangers))]
    public void Only_a_creation_of_the_same_kind_can_be_the_renamed_resource(string what, ResourceChange stranger)
    {
        var plan = Given.Plan(Deleted(Same), stranger);

        var risk = Given.Assess(plan);

        risk.Moves.Should().BeEmpty(what);
    }
}
