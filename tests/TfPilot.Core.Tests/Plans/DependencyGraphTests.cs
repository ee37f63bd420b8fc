using TfPilot.Core.Plans;

namespace TfPilot.Core.Tests.Plans;

public sealed class DependencyGraphTests
{
    [Theory]
    [InlineData("""{"address":"t.b","expressions":{"x":{"references":["t.a.id","t.a"]}}}""")]
    // in a block
    [InlineData("""{"address":"t.b","expressions":{"x":[{"y":{"references":["t.a[0].id","t.a[0]","t.a"]}}]}}""")]
    [InlineData("""{"address":"t.b","depends_on":["t.a"]}""")]
    [InlineData("""{"address":"t.b","count_expression":{"references":["t.a.id","t.a"]}}""")]
    [InlineData("""{"address":"t.b","for_each_expression":{"references":["t.a.id","t.a"]}}""")]
    [InlineData("""
        {"address":"t.b","provisioners":[{"type":"local-exec","expressions":{"command":{"references":["t.a.id"]}}}]}
        """)]
    public void A_resource_depends_on_its_references(string resource)
    {
        var graph = Graph(
            """{"resources":[{"address":"t.a"},RESOURCE]}""".Replace("RESOURCE", resource, StringComparison.Ordinal));

        graph.DependantsOf("t.a").Should().Equal("t.b");
        graph.DependantsOf("t.b").Should().BeEmpty();
    }

    [Fact]
    public void Reach_includes_all_transitive_dependants_and_their_depth()
    {
        var graph = Graph("""
            {"resources":[{"address":"t.a"},{"address":"t.b","depends_on":["t.a"]},
              {"address":"data.d.c","depends_on":["t.b"]},
              {"address":"t.d","expressions":{"x":{"references":["data.d.c.id","data.d.c","t.a"]}}}]}
            """);

        var reach = graph.ReachOf("t.a")!;

        reach.Blocks.Should().Equal("data.d.c", "t.b", "t.d");
        reach.Depth.Should().Be(2);
        graph.ReachOf("t.d")!.Should().BeEquivalentTo(new Reach([], 0));
    }

    [Fact]
    public void A_block_that_exists_only_in_the_state_has_unknown_reach() =>
        Graph("""{"resources":[{"address":"t.a"}]}""").ReachOf("t.gone").Should().BeNull();

    [Fact]
    public void A_dependency_cycle_terminates()
    {
        var graph = Graph("""
            {"resources":[{"address":"t.a","depends_on":["t.b"]},{"address":"t.b","depends_on":["t.a"]},
              {"address":"t.c","depends_on":["t.c"]}]}
            """);

        graph.ReachOf("t.a")!.Blocks.Should().Equal("t.b");
        graph.ReachOf("t.c")!.Blocks.Should().BeEmpty();
    }

    [Fact]
    public void Dependencies_go_through_the_inputs_and_outputs_of_nested_modules()
    {
        var graph = Graph("""
            {
              "resources":[{"address":"t.vpc"},{"address":"t.user","expressions":{"x":{"references":["module.net.id","module.net"]}}}],
              "module_calls":{"net":{
                "expressions":{"vpc":{"references":["t.vpc.id","t.vpc"]}},
                "module":{
                  "variables":{"vpc":{}},
                  "outputs":{"id":{"expression":{"references":["module.inner.id","module.inner"]}}},
                  "resources":[{"address":"t.other"}],
                  "module_calls":{"inner":{
                    "expressions":{"v":{"references":["var.vpc"]}},
                    "module":{
                      "outputs":{"id":{"expression":{"references":["t.subnet.id","t.subnet"]}}},
                      "resources":[{"address":"t.subnet","expressions":{"x":{"references":["var.v"]}}}]}}}}}}
            }
            """);

        graph.DependantsOf("t.vpc").Should().Equal("module.net.module.inner.t.subnet");
        graph.DependantsOf("module.net.module.inner.t.subnet").Should().Equal("t.user");
        graph.DependantsOf("module.net.t.other").Should().BeEmpty("only one output is used");
    }

    [Fact]
    public void A_module_as_a_whole_can_depend_and_be_depended_on()
    {
        var graph = Graph("""
            {
              "resources":[{"address":"t.a"},{"address":"t.z","depends_on":["module.m"]}],
              "module_calls":{"m":{"depends_on":["t.a"],"module":{"resources":[{"address":"t.x"},{"address":"t.y"}]}}}
            }
            """);

        graph.DependantsOf("t.a").Should().Equal("module.m.t.x", "module.m.t.y");
        graph.ReachOf("t.a")!.Blocks.Should().Equal("module.m.t.x", "module.m.t.y", "t.z");
    }

    [Theory]
    [InlineData("local.x", true)]
    [InlineData("var.x", false)]
    [InlineData("each.key", false)]
    public void A_reference_to_a_local_value_is_a_hidden_dependency(string reference, bool hidden) =>
        Graph("""{"resources":[{"address":"t.a","expressions":{"x":{"references":["REFERENCE"]}}}]}""".Replace(
            "REFERENCE", reference, StringComparison.Ordinal))
            .HasHiddenEdges.Should().Be(hidden);

    private static DependencyGraph Graph(string module) =>
        PlanText.Single("{\"format_version\":\"1.2\",\"configuration\":{\"root_module\":" + module + "}}").Graph;
}
