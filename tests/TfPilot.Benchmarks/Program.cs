using BenchmarkDotNet.Configs;
using BenchmarkDotNet.Jobs;
using BenchmarkDotNet.Running;
using BenchmarkDotNet.Toolchains.InProcess.Emit;
using TfPilot.Benchmarks;
using TfPilot.Benchmarks.Comparison;

var comparisons = new Dictionary<string, Action>
{
    ["peers"] = Peers.Run,
    ["rules"] = FiftyRules.Run,
    ["differences"] = Differences.Run,
    ["comment"] = Commenting.Run,
    ["deliveries"] = Delivering.Run,
    ["decisions"] = Deciding.Run,
    ["start"] = Starting.Run,
    ["timeline"] = Replaying.Run,
    ["registry"] = Searching.Run,
};
if (args is [var name] && comparisons.TryGetValue(name, out var run))
{
    run();
    return;
}

var config = DefaultConfig.Instance
    .AddJob(Job.ShortRun.WithToolchain(InProcessEmitToolchain.Instance))
    .WithArtifactsPath(Repository.PathOf("artifacts", "benchmarks"));
BenchmarkSwitcher.FromAssembly(typeof(Program).Assembly).Run(args, config);
