using BenchmarkDotNet.Configs;
using BenchmarkDotNet.Jobs;
using BenchmarkDotNet.Running;
using BenchmarkDotNet.Toolchains.InProcess.Emit;
using TfPilot.Benchmarks;
using TfPilot.Benchmarks.Comparison;

if (args is ["peers"])
{
    Peers.Run();
    return;
}

if (args is ["rules"])
{
    FiftyRules.Run();
    return;
}

if (args is ["deliveries"])
{
    Delivering.Run();
    return;
}

if (args is ["start"])
{
    Starting.Run();
    return;
}

if (args is ["decisions"])
{
    Deciding.Run();
    return;
}

if (args is ["comment"])
{
    Commenting.Run();
    return;
}

var config = DefaultConfig.Instance
    .AddJob(Job.ShortRun.WithToolchain(InProcessEmitToolchain.Instance))
    .WithArtifactsPath(Repository.PathOf("artifacts", "benchmarks"));
BenchmarkSwitcher.FromAssembly(typeof(Program).Assembly).Run(args, config);
