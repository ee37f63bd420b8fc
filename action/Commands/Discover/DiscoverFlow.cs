using TfPilot.Action.Basics;
using TfPilot.Action.Flows;
using TfPilot.Action.Inputs;
using TfPilot.Action.Outputs;
using TfPilot.Core.Basics;
using TfPilot.Core.Environments;
using TfPilot.Core.Settings;

namespace TfPilot.Action.Commands;

/// <summary>Reads the changed files, the sources and the settings, finds the projects, and prints them.</summary>
internal static class DiscoverFlow
{
    public static async Task<int> RunAsync(
        DiscoverRequest request, Terminal terminal, DateOnly today, CancellationToken ct)
    {
        var found = request is { All: false, Changed: null }
            ? await DiscoverInWorkflow.FindAsync(request, terminal, today, ct) : Local(request, terminal, today);
        var outcome = found.Then(discovery => Print(discovery, request.Format, terminal));
        if (outcome is Validated<int>.Valid(var exitCode)) return exitCode;
        foreach (var problem in ((Validated<int>.Invalid)outcome).Problems) terminal.PrintProblem(problem);
        return ExitCodes.BadUsage;
    }

    private static Validated<Discovery> Local(DiscoverRequest request, Terminal terminal, DateOnly today) =>
        (request.All ? ChangedFiles.Everything : ChangedFilesList.Read(request.Changed!, terminal.In)).Then(changed =>
            SettingsOf(request, today).Then(settings => ChangedProjects.Find(changed, settings, request.Source)));

    private static Validated<Settings> SettingsOf(DiscoverRequest request, DateOnly today) =>
        (request.Config ?? SettingsFile.FindAbove(request.Source)) is { } path ? SettingsFile.Read(path, today)
        : Settings.Default;

    private static Validated<int> Print(Discovery discovery, DiscoverFormat format, Terminal terminal)
    {
        if (format == DiscoverFormat.Text) terminal.Out.Write(DiscoveryText.Write(discovery, terminal.Style));
        if (format == DiscoverFormat.Json)
            StreamBuffer.WriteLine(terminal.OutStream, buffer => DiscoveryJson.Write(discovery, buffer));
        return format switch
        {
            DiscoverFormat.Matrix =>
                PlanMatrix.Fitting(discovery)
                .Then<int>(jobs => PrintJobs(discovery, terminal, buffer => DiscoveryJson.WriteMatrix(jobs, buffer))),
            DiscoverFormat.Batches => PlanBatches.Of(PlanMatrix.Jobs(discovery), new Dictionary<string, double>())
                .Then<int>(
                    batches => PrintJobs(discovery, terminal, buffer => DiscoveryJson.WriteBatches(batches, buffer))),
            _ => 0,
        };
    }

    /// <summary>Prints the jobs as JSON to standard output and the reasons to standard error.</summary>
    private static int PrintJobs(
        Discovery discovery, Terminal terminal, Action<System.Buffers.IBufferWriter<byte>> write)
    {
        terminal.Error.Write(DiscoveryText.Write(discovery, terminal.Style with { Color = false }));
        StreamBuffer.WriteLine(terminal.OutStream, write);
        return 0;
    }
}
