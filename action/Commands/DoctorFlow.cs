using TfPilot.Action.Basics;
using TfPilot.Action.Inputs;
using TfPilot.Action.Outputs;
using TfPilot.Core.Basics;
using TfPilot.Core.Settings;

namespace TfPilot.Action.Commands;

/// <summary>
/// Gather the workflows, the settings and what GitHub says, hold them against the checks, print what they found.
/// </summary>
internal static class DoctorFlow
{
    private const int Unhealthy = 1;

    public static async Task<int> RunAsync(
        DoctorRequest request, Terminal terminal, DateOnly today, CancellationToken ct)
    {
        switch (RepositoryFiles.Read(request.Folder, today))
        {
            case Validated<RepositoryFacts>.Valid(var files):
                return Tell(
                    DiagnosisRules.Decide(
                        files with { GitHub = await DoctorAtGitHub.AskAsync(request.Repository, files, terminal, ct) }),
                        request.Format, terminal);
            case Validated<RepositoryFacts>.Invalid(var problems):
                foreach (var problem in problems) terminal.Tell(problem);
                break;
        }

        return ExitCodes.BadUsage;
    }

    private static int Tell(Checkup checkup, DoctorFormat format, Terminal terminal)
    {
        if (format == DoctorFormat.Text) terminal.Out.Write(DiagnosisText.Write(checkup, terminal.Style));
        else StreamBuffer.WriteLine(terminal.RawOut, buffer => DiagnosisJson.Write(checkup, buffer));
        return checkup.IsHealthy ? 0 : Unhealthy;
    }
}
