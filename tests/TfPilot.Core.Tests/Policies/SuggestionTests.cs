using TfPilot.Core.Plans;
using TfPilot.Core.Policies;
using TfPilot.Core.Risks;
using TfPilot.Core.Tests.Risks;

namespace TfPilot.Core.Tests.Policies;

public sealed class SuggestionTests
{
    /// <summary>Every value of every row, as attributes of an object with the row's first type.</summary>
    private static readonly IReadOnlyList<(string Id, string Type, string Attribute, string Worse, string Better)>
        Cases =
    [
        .. from row in BetterValues.Table from type in row.Types from worse in row.Worse
            select (row.Rule.Id, type, row.Attribute, worse, row.Better),
        .. from sized in InstanceGenerations.Table
           from place in sized.Where
           from pair in sized.All.SelectMany(generation => generation.Pairs)
           select (InstanceGenerations.Rule.Id, place.Type, place.Attribute, pair.Old, pair.Current),
    ];

    [Fact]
    public void Every_worse_value_gives_its_suggestion_and_the_better_value_none()
    {
        Suggestion[] At((string Id, string Type, string Attribute, string, string) row, string value) =>
            [.. Of(Given.Change("create", row.Type, after: Nested(row.Attribute, Literal(value))))
                .Where(hint => hint.Attribute.Replace("[0]", "", StringComparison.Ordinal) == row.Attribute)];

        var worse = Cases.Select(row => (row, hints: At(row, row.Worse)))
            .Where(found => found.hints is not [{ } hint] || hint.Id != found.row.Id || hint.Got != found.row.Worse
                || hint.Want != found.row.Better);
        var better = Cases.Where(row => At(row, row.Better).Length > 0);

        Cases.Should().HaveCountGreaterThan(200);
        worse.Should().BeEmpty();
        better.Should().BeEmpty();
    }

    [Theory]
    [InlineData(Given.Unknown)]
    [InlineData(Given.Sensitive)]
    [InlineData(Given.Masked)]
    public void A_hidden_value_gives_no_suggestion(string marker)
    {
        var hidden =
            from row in Cases
            let steps = row.Attribute.Split('.')
            from depth in Enumerable.Range(1, steps.Length)
            let path = string.Join('.', steps.Take(depth))
            from hint in Of(Given.Change("create", row.Type, after: Nested(path, marker)))
            where hint.Attribute == row.Attribute
            select $"{row.Type}.{path}: {hint}";

        hidden.Should().BeEmpty();
    }

    [Fact]
    public void An_omitted_attribute_gives_a_suggestion_if_its_default_is_worse()
    {
        var unset = BetterValues.Table.Where(row => row.OrUnset)
            .Select(
                row => (row, hints: Of(Given.Change("create", row.Types[0], after: Nested(row.Attribute, "null")))));
        var settled = BetterValues.Table.Where(row => !row.OrUnset)
            .SelectMany(row => Of(Given.Change("create", row.Types[0])).Where(hint => hint.Attribute == row.Attribute));

        unset.Should()
            .OnlyContain(found => found.hints.Any(hint => hint.Attribute == found.row.Attribute && hint.Got == "not set"
                && hint.Want == found.row.Better));
        settled.Should().BeEmpty();
    }

    [Theory]
    [InlineData("create", true)]
    [InlineData("update", true)]
    [InlineData("delete,create", true)]
    [InlineData("create,forget", true)]
    [InlineData("delete", false)] // it goes
    [InlineData("forget", false)]
    [InlineData("no-op", false)] // nobody touches it
    [InlineData("read", false)]
    public void Only_created_or_changed_resources_get_a_suggestion(string actions, bool hinted)
    {
        const string state = """{"storage_encrypted":false,"deletion_protection":true}""";
        var after = actions is "delete" or "forget" ? null : state;

        var hints = Of(Given.Change(actions, "aws_db_instance", before: state, after: after, data: actions == "read"));

        hints.Select(hint => hint.Id).Should().Equal(hinted ? ["encryption"] : []);
    }

    [Fact]
    public void A_suggestion_names_the_exact_attribute()
    {
        const string after = """
            {"root_block_device":[{"volume_type":"gp3","encrypted":true}],
              "ebs_block_device":[{"volume_type":"gp3"},{"volume_type":"gp2","encrypted":false}]}
            """;

        var hints = Of(Given.Change("create", "aws_instance", "module.web.aws_instance.a[1]", after: after));

        hints.Should().Equal(
            new Suggestion("encryption", new("module.web.aws_instance.a[1]"), "ebs_block_device[1].encrypted", "false",
                "true", "Anyone with access to the disk or the network can read the data."),
            new Suggestion("previous-generation", new("module.web.aws_instance.a[1]"),
                "ebs_block_device[1].volume_type", "gp2", "gp3", InstanceGenerations.Rule.Reason));
    }

    [Fact]
    public void Sizes_are_matched_case_insensitively() =>
        Of(Given.Change("create", "azurerm_linux_virtual_machine", after: """{"size":"standard_ds2_V2"}""")).Should()
        .ContainSingle().Which.Want.Should().Be("Standard_D2s_v5");

    [Fact]
    public void No_suggested_size_is_itself_of_a_previous_generation()
    {
        var pairs = InstanceGenerations.Table.SelectMany(
            sized => sized.All.SelectMany(generation => generation.Pairs).Select(pair => (sized, pair)));

        pairs.Where(row => row.sized.SuccessorOf(row.pair.Current) is not null).Should().BeEmpty();
    }

    [Fact]
    public void Deletion_protection_is_suggested_only_for_stateful_types()
    {
        var types = BetterValues.Table.Where(row => row.Rule.Id == "deletion-protection").SelectMany(row => row.Types);

        types.Where(type => !StatefulTypes.BuiltIn.Contains(type)).Should().BeEmpty();
    }

    [Theory]
    // computed, and the configuration references nothing
    [InlineData("aws_eip", """{"instance":{"$":"unknown"},"network_interface":{"$":"unknown"}}""", true)]
    [InlineData("aws_eip", """{"instance":"i-1"}""", false)]
    [InlineData("aws_eip", """{"network_interface":{"$":"sensitive"}}""", false)]
    [InlineData("google_compute_address", """{"address_type":"EXTERNAL"}""", true)]
    [InlineData("google_compute_address", """{"address_type":"INTERNAL"}""", false)] // costs nothing
    [InlineData("google_compute_address", """{"address_type":{"$":"masked"}}""", false)]
    [InlineData("azurerm_public_ip", "{}", true)]
    public void An_elastic_IP_without_references_is_unattached(string type, string after, bool hinted)
    {
        var plan = Given.Plan(
            Given.Change("create", type, after: after)) with
        { Graph = Given.Graph(($"{type}.a", [])) };

        Suggestions.Of(plan).Select(hint => hint.Id).Should().Equal(hinted ? ["unattached-address"] : []);
    }

    [Fact]
    public void An_elastic_IP_counts_as_attached_if_the_configuration_references_it_or_is_unknown()
    {
        string[] Of(DependencyGraph graph, string type = "aws_eip") =>
            [.. Suggestions.Of(Given.Plan(Given.Change("create", type)) with { Graph = graph })
                .Select(hint => hint.Id)];

        Of(Given.Graph(("aws_eip.a", ["aws_nat_gateway.a"]), ("aws_nat_gateway.a", []))).Should().BeEmpty();
        Of(Given.Graph(("aws_eip.a", []), ("aws_instance.a", ["aws_eip.a"]))).Should().BeEmpty();
        Of(new DependencyGraph(new Dictionary<string, IReadOnlyList<string>> { ["aws_eip.a"] = [] }, hidden: true))
            .Should().BeEmpty();
        Of(DependencyGraph.Empty).Should().BeEmpty();
        Of(Given.Graph(("aws_eip.a", []), ("aws_internet_gateway.a", ["aws_eip.a"]))).Should()
            .Equal("unattached-address");
        Of(Given.Graph(("azurerm_public_ip.a", []), ("azurerm_resource_group.a", ["azurerm_public_ip.a"])),
            "azurerm_public_ip").Should().Equal("unattached-address");
    }

    private static IReadOnlyList<Suggestion> Of(ResourceChange change) => Suggestions.Of(Given.Plan(change));

    private static string Literal(string value) =>
        value is "true" or "false" || value.All(char.IsAsciiDigit) ? value : $"\"{value}\"";

    /// <summary>Turns <c>settings.a</c> into <c>{"settings":[{"a":…}]}</c>, because blocks are lists.</summary>
    private static string Nested(string attribute, string value)
    {
        var steps = attribute.Split('.');
        return steps.SkipLast(1).Reverse()
            .Aggregate($$"""{"{{steps[^1]}}":{{value}}}""", (inner, step) => $$"""{"{{step}}":[{{inner}}]}""");
    }
}
