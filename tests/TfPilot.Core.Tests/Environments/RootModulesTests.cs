using TfPilot.Core.Basics;
using TfPilot.Core.Environments;

namespace TfPilot.Core.Tests.Environments;

public sealed class RootModulesTests
{
    private const string Resource = "resource \"aws_vpc\" \"x\" {}\n";

    [Theory]
    [InlineData("a/main.tf", Discovered.Backend, "a backend")]
    [InlineData("a/main.tf", "terraform {\n  cloud {\n    organization = \"x\"\n  }\n}\n", "Terraform Cloud")]
    [InlineData("a/main.tf.json", """{ "terraform": [{ "backend": { "s3": {} } }] }""", "a backend in JSON")]
    [InlineData("a/main.tofu", Discovered.Backend, "OpenTofu's files")]
    [InlineData("a/main.tf", "provider \"aws\" {\n  region = \"eu-west-1\"\n}\n", "a provider")]
    [InlineData("a/main.tf.json", """{ "provider": { "aws": {} } }""", "a provider in JSON")]
    [InlineData("live/dev/a/main.tf", Resource, "claimed by an environment")]
    public void A_backend_or_provider_makes_a_root_module(string path, string text, string because)
    {
        var roots = Roots(Discovered.Map, (path, text), ("b/main.tf", Resource));

        roots.Should().Equal([FolderPath.Of(path)], because);
    }

    [Theory]
    [InlineData("a/.terraform.lock.hcl")]
    [InlineData("a/terraform.tfvars")]
    [InlineData("a/prod.tfvars.json")]
    public void A_lock_file_or_variable_file_makes_a_root_module(string mark) =>
        Roots(EnvironmentMap.Empty, ("a/main.tf", Resource), (mark, ""), ("b/main.tf", Resource)).Should().Equal("a");

    [Theory]
    [InlineData("provider \"aws\" {}\n", "live/prod/web")] // a module with a provider is still one
    [InlineData(Discovered.Backend, "live/prod/web live/prod/web/inner")] // only root modules have a backend
    [InlineData("# backend \"s3\" {}\nlocals {\n  terraform = { backend = {} }\n}\n", "live/prod/web")]
    public void A_called_module_without_a_backend_is_not_a_root_module(string inner, string roots) =>
        Roots(Discovered.Map, ("live/prod/web/main.tf", Discovered.Call("./inner")),
            ("live/prod/web/inner/main.tf", inner)).Should().Equal(roots.Split(' '));

    [Fact]
    public void A_shared_module_is_not_a_root_module_even_inside_an_environment()
    {
        var map = Discovered.Map with { Environments = [Discovered.Environment("all", paths: ["**"])] };

        Roots(map, ("main.tf", Resource), ("modules/a/main.tf", Resource)).Should().Equal("");
    }

    [Fact]
    public void An_ignored_folder_is_not_a_root_module_and_its_calls_do_not_count() =>
        Roots(Discovered.Map, ("docs/main.tf", Discovered.Backend + Discovered.Call("../a")),
            ("a/main.tf", "provider \"x\" {}")).Should().Equal("a");

    [Fact]
    public void Without_any_backend_or_provider_every_uncalled_module_is_a_root_module() =>
        Roots(EnvironmentMap.Empty, ("main.tf", Discovered.Call("./a")), ("a/main.tf", Resource),
            ("b/main.tf", Resource)).Should().Equal("", "b");

    [Fact]
    public void A_folder_that_calls_only_itself_is_a_root_module() =>
        Roots(EnvironmentMap.Empty, ("a/main.tf", Discovered.Call("../a"))).Should().Equal("a");

    [Theory]
    [InlineData("not json")]
    [InlineData("[]")]
    [InlineData("""{ "terraform": 7, "provider": [1], "module": { "a": null, "b": { "source": 1 } } }""")]
    public void Malformed_input_is_read_as_far_as_possible(string json) =>
        Roots(EnvironmentMap.Empty, ("a/main.tf.json", json), ("b/main.tf", "} ] ) = {{{ backend")).Should()
        .Equal("a", "b");

    private static IEnumerable<string> Roots(EnvironmentMap map, params (string Path, string Text)[] files) =>
        RootModules.Of(Discovered.Tree(files), map).Select(root => root.Path);
}
