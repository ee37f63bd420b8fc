using System.Text.Json.Nodes;
using System.Xml.Linq;
using Microsoft.AspNetCore.Hosting.Server;
using TfPilot.App.Hosting;

namespace TfPilot.Functions.Tests;

/// <summary>The files that the build produces for the Azure Functions host.</summary>
public sealed class BuiltFilesTests
{
    [Fact]
    public void The_host_files_match_the_expectations_of_the_App()
    {
        var (host, worker) = (Read("host.json"), Read("worker.config.json"));

        ((string)host["extensions"]!["http"]!["routePrefix"]!).Should().Be(AppHost.FunctionsBase.Trim('/'));
        TimeSpan.Parse((string)host["functionTimeout"]!, null).Should().BeGreaterThan(AppFunctions.TimerTimeout);
        ((string)worker["description"]!["defaultWorkerPath"]!).Should().Be("TfPilot.Functions.dll");
    }

    [Fact]
    public void One_function_handles_all_requests_and_one_the_timer()
    {
        var functions = Read("functions.metadata").AsArray()
            .Select(function => (Name: (string)function!["name"]!, Trigger: function["bindings"]![0]!)).ToList();

        functions.Select(function => (function.Name, (string)function.Trigger["type"]!)).Should()
            .BeEquivalentTo([("web", "httpTrigger"), ("timer", "timerTrigger")]);
        ((string)functions.Single(function => function.Name == "web").Trigger["route"]!).Should().Be("{*path}");
    }

    [Fact]
    public void The_generated_project_restores_only_pinned_packages()
    {
        var pinned = JsonNode.Parse(Repository.Read("app/functions/extensions.lock.json"))!["dependencies"]!["net8.0"]!
            .AsObject()
            .Select(package => $"{package.Key}/{package.Value!["resolved"]}").ToList();
        var direct = XDocument.Parse(Repository.Read("app/functions/extensions.targets"))
            .Descendants("PackageReference")
            .Select(package =>
            {
                var name = package.Attribute("Include") ?? package.Attribute("Update")!;
                return $"{name.Value}/{package.Attribute("Version")!.Value}";
            });

        var restored = Read(".azurefunctions/function.deps.json")["libraries"]!.AsObject()
            .Where(library => (string)library.Value!["type"]! == "package").Select(library => library.Key).ToList();

        restored.Should().HaveCountGreaterThan(20).And.BeSubsetOf(pinned);
        pinned.Should().Contain(direct);
    }

    [Fact]
    public async Task An_invalid_configuration_stops_the_worker_with_its_reasons()
    {
        var errors = new StringWriter();

        var exitCode = await AppHost.RunUnderFunctionsAsync(
            name => name == "TFPILOT_APP_ID" ? "x" : null, new AppServer(TimeProvider.System), _ => Task.CompletedTask,
            errors);

        exitCode.Should().Be(AppHost.InvalidConfiguration);
        errors.ToString().Should()
            .Contain("TFPILOT_APP_ID").And.Contain("must be PostgreSQL").And.NotContain("   at ");
    }

    [Fact]
    public async Task Without_an_App_the_setup_is_served()
    {
        var server = new AppServer(TimeProvider.System);

        var exitCode = await AppHost.RunUnderFunctionsAsync(_ => null, server, async app =>
        {
            app.Services.GetService(typeof(IServer)).Should().BeSameAs(server);
            await app.StartAsync();
            await app.StopAsync();
        }, TextWriter.Null);

        exitCode.Should().Be(0);
    }

    private static JsonNode Read(string file) =>
        JsonNode.Parse(File.ReadAllText(Path.Combine(AppContext.BaseDirectory, file)))!;
}
