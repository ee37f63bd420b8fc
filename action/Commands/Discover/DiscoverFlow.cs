using System.Diagnostics;
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
    private static readonly Dictionary<string, double> NoDurations = [];

    public static async Task<int> RunAsync(
        DiscoverRequest request, Terminal terminal, DateOnly today, CancellationToken ct)
    {
        var found = request is { All: false, Changed: null }
            ? await DiscoverInWorkflow.FindAsync(request, terminal, today, ct) : FindLocally(request, terminal, today);
        var outcome = found.Then(discovery => Print(discovery, request.Format, terminal));
        if (outcome is Validated<int>.Valid(var exitCode)) return exitCode;
        foreach (var problem in ((Validated<int>.Invalid)outcome).Problems) terminal.PrintProblem(problem);
        return ExitCodes.BadUsage;
    }

    private static Validated<Discovery> FindLocally(DiscoverRequest request, Terminal terminal, DateOnly today) =>
        (request.All ? ChangedFiles.Everything : ChangedFilesList.Read(request.Changed!, terminal.In)).Then(changed =>
            SettingsOf(request, today).Then(settings => ChangedProjects.Find(changed, settings, request.Source)));

    private static Validated<Settings> SettingsOf(DiscoverRequest request, DateOnly today) =>
        (request.Config ?? SettingsFile.FindAbove(request.Source)) is { } path ? SettingsFile.Read(path, today)
        : Settings.Default;

    private static Validated<int> Print(Discovery discovery, DiscoverFormat format, Terminal terminal)
    {
        switch (format)
        {
            case DiscoverFormat.Text:
                terminal.Out.Write(DiscoveryText.Write(discovery, terminal.Style));
                return 0;
            case DiscoverFormat.Json:
                StreamBuffer.WriteLine(terminal.OutStream, buffer => DiscoveryJson.Write(discovery, buffer));
                return 0;
            case DiscoverFormat.Matrix:
                return PlanMatrix.TryCreate(discovery).Then<int>(
                    jobs => PrintJobs(discovery, terminal, buffer => DiscoveryJson.WriteMatrix(jobs, buffer)));
            case DiscoverFormat.Batches:
                return PlanBatches.Of(PlanMatrix.Jobs(discovery), NoDurations).Then<int>(
                    batches => PrintJobs(discovery, terminal, buffer => DiscoveryJson.WriteBatches(batches, buffer)));
            default: throw new UnreachableException();
        }
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
