using System.Collections.Concurrent;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Console;
using Microsoft.Extensions.Options;
using TfPilot.App.Hosting;
using TfPilot.App.Jobs;
using TfPilot.App.Tests.Evidence;
using TfPilot.App.Tests.Pulls;
using TfPilot.GitHub.Tests.Fake;
using TfPilot.Storage;

namespace TfPilot.App.Tests.Host;

/// <summary>One log line per action, with ids and a duration and without secrets.</summary>
public sealed class LogTests
{
    private static readonly string[] Secrets = [RunningApp.Secret, FakeGitHub.Token, "Bearer", "BEGIN RSA"];

    [Fact]
    public async Task A_delivery_and_the_evaluation_it_causes_are_each_logged_in_one_line()
    {
        var lines = new LogLines();
        await using var app = await RunningApp.StartAsync(parts => parts.AddSingleton<ILoggerProvider>(lines));

        await app.Http.SendAsync(WebhookRequest.Delivery("pull_request", WebhookRequest.PullRequest(7)));
        await lines.WaitAsync("DeliveryRouted");

        var routed = lines.All.First(line => line.Name == "DeliveryRouted");
        routed.Level.Should().Be(LogLevel.Information);
        routed.Fields.Keys.Should().Contain("Delivery", "Event", "Installation", "Milliseconds");
        lines.All.Select(line => line.Text).Should()
            .NotContain(text => Secrets.Any(secret => text.Contains(secret, StringComparison.Ordinal)));
    }

    [Fact]
    public async Task The_id_of_a_delivery_is_on_each_log_line_and_lease_that_it_causes()
    {
        var lines = new LogLines();
        await using var app = await RunningApp.StartAsync(parts => parts.AddSingleton<ILoggerProvider>(lines));
        var delivery = WebhookRequest.Delivery("pull_request", WebhookRequest.PullRequest(7));
        var id = delivery.Headers.GetValues("X-GitHub-Delivery").Single();
        app.Reconciler.Does = (_, _) => throw new InvalidOperationException("to log a line");

        await app.Http.SendAsync(delivery);
        var lease = await app.Reconciler.NextAsync();
        await lines.WaitAsync("PullRetried");

        lease.Traces.Should().Equal(id);
        lines.All.Where(line => line.Name is "DeliveryRouted" or "WorkFailed" or "PullRetried")
            .Select(line => line.Fields.GetValueOrDefault("Trace")).Should().HaveCount(3).And.AllBeEquivalentTo(id);
    }

    [Fact]
    public async Task A_decision_and_every_written_check_are_each_logged_in_one_line()
    {
        var lines = new LogLines();
        await using var bench = await PullBench.PlannedAsync();
        bench.LogTo(lines);

        await bench.RunAsync();
        await bench.RunAsync();

        lines.All.Count(line => line.Name == "PullDecided").Should().Be(2);
        // logged once
        lines.All.Where(line => line.Name == "CheckWritten").Select(line => line.Fields["Check"]).Should()
            .Equal("tfpilot: main", "tfpilot / prod");
        lines.All.First(line => line.Name == "PullDecided").Fields.Should()
            .Contain("Pull", 7).And.Contain("Repository", FakeApp.Repository)
            .And.Contain("Installation", FakeApp.Installation).And.Contain("Decision", "pending").And.ContainKey(
                "Milliseconds");
    }

    [Fact]
    public async Task A_command_is_logged_with_its_author_and_result()
    {
        var lines = new LogLines();
        await using var bench = await PullBench.OpenAsync();
        bench.LogTo(lines);

        await bench.Commands.HandleAsync(PullBench.Key(),
            new(bench.Repository.AddComment(7, FakePeople.Bob, "/tfpilot lock prod a-reason-of-bob").Id), default);

        var answered = lines.All.Single(line => line.Name == "CommandsAnswered");
        answered.Fields.Should()
            .Contain("Commands", "Lock").And.Contain("Person", FakePeople.Bob.Id).And.Contain("Effects", 1).And.Contain(
                "Refusals", 0);
        answered.Text.Should().NotContain("a-reason-of-bob");
    }

    [Fact]
    public async Task Evidence_is_logged_with_its_run_and_without_facts()
    {
        await using var intake = await IntakeBench.StartAsync();

        await intake.SendAsync();

        var taken = intake.Lines.All.Single(line => line.Name == "EvidenceTaken");
        taken.Level.Should().Be(LogLevel.Information);
        taken.Fields.Keys.Should()
            .Contain(
                "Run", "Attempt", "Pull", "Repository", "Installation", "Answer", "Trust", "Bytes", "Milliseconds");
    }

    [Fact]
    public async Task Periodic_jobs_are_logged()
    {
        var lines = new LogLines();
        await using var app = await RunningApp.StartAsync(parts => parts.AddSingleton<ILoggerProvider>(lines));

        await lines.WaitAsync("WorkDone");

        lines.All.Where(line => line.Name == "WorkDone").Should()
            .OnlyContain(line => line.Level == LogLevel.Information && line.Fields.ContainsKey("Count"));
    }

    [Theory]
    [InlineData(null, ConsoleFormatterNames.Simple)]
    [InlineData("text", ConsoleFormatterNames.Simple)]
    [InlineData("json", ConsoleFormatterNames.Json)]
    public async Task The_log_format_is_text_or_JSON(string? format, string formatter)
    {
        await using var app = await RunningApp.StartAsync(AppOverrides.WithoutJobs, (Variable.LogFormat, format));

        app.Part<IOptions<ConsoleLoggerOptions>>().Value.FormatterName.Should().Be(formatter);
        app.Part<IOptionsMonitor<SimpleConsoleFormatterOptions>>().CurrentValue.SingleLine.Should()
            .Be(formatter == ConsoleFormatterNames.Simple);
    }

    [Fact]
    public void Another_log_format_is_a_configuration_problem() =>
        ConfigurationReader.Read(name => name == Variable.LogFormat ? "xml" : null)
            .Match(_ => [], problems => problems.Select(problem => $"{problem.Path} {problem.Message}")).Should()
            .Equal("TFPILOT_LOG is 'xml'; write text or json");
}

/// <summary>The log entries with their fields.</summary>
internal sealed class LogLines : ILoggerProvider, ISupportExternalScope
{
    private readonly ConcurrentQueue<LogLine> lines = [];
    private IExternalScopeProvider? scopes;

    public IReadOnlyList<LogLine> All => [.. lines];

    public async Task WaitAsync(string name)
    {
        for (var i = 0; i < 200 && !All.Any(line => line.Name == name); i++) await Task.Delay(50);
    }

    public ILogger CreateLogger(string categoryName) => new Logger(lines, this);

    public void SetScopeProvider(IExternalScopeProvider scopeProvider) => scopes = scopeProvider;

    public ILogger<T> CreateLogger<T>() => new Logger<T>(new LoggerFactory([this]));

    public void Dispose()
    {
    }

    private static IEnumerable<KeyValuePair<string, object?>> Fields(object? state) =>
        state as IEnumerable<KeyValuePair<string, object?>> ?? [];

    private List<KeyValuePair<string, object?>> ScopeFields()
    {
        var fields = new List<KeyValuePair<string, object?>>();
        scopes?.ForEachScope((scope, all) => all.AddRange(Fields(scope)), fields);
        return fields;
    }

    private sealed class Logger(ConcurrentQueue<LogLine> lines, LogLines owner) : ILogger
    {
        public IDisposable? BeginScope<TState>(TState state) where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(
            LogLevel logLevel, EventId eventId, TState state, Exception? exception,
            Func<TState, Exception?, string> formatter) =>
            lines.Enqueue(new(eventId.Name ?? "", logLevel, $"{formatter(state, exception)}{exception}",
                Fields(state).Concat(owner.ScopeFields()).DistinctBy(field => field.Key)
                    .ToDictionary(field => field.Key, field => field.Value)));
    }
}

internal sealed record LogLine(string Name, LogLevel Level, string Text, Dictionary<string, object?> Fields);
