using TfPilot.Action.Basics;
using TfPilot.Action.Inputs;
using TfPilot.Action.Outputs;
using TfPilot.Core.Basics;
using TfPilot.Core.Settings;

namespace TfPilot.Action.Commands;

/// <summary>
/// Reads the workflows, the settings and the state on GitHub, runs the checks of doctor on them, and prints the
/// findings.
/// </summary>
internal static class DoctorFlow
{
    private const int FindingsReported = 1;

    public static async Task<int> RunAsync(
        DoctorRequest request, Terminal terminal, DateOnly today, CancellationToken ct)
    {
        switch (DoctorInputs.Read(request.Folder, today))
        {
            case Validated<RepositoryFacts>.Valid(var read):
                var files = read with { AllWorkflows = request.All };
                var onGitHub = await DoctorAtGitHub.ReadAsync(request.Repository, files, terminal, ct);
                return Print(DiagnosisRules.Decide(files with { GitHub = onGitHub }), request.Format, terminal);
            case Validated<RepositoryFacts>.Invalid(var problems):
                foreach (var problem in problems) terminal.PrintProblem(problem);
                break;
        }

        return ExitCodes.BadUsage;
    }

    private static int Print(Checkup checkup, DoctorFormat format, Terminal terminal)
    {
        if (format == DoctorFormat.Text) terminal.Out.Write(DiagnosisText.Write(checkup, terminal.Style));
        else StreamBuffer.WriteLine(terminal.OutStream, buffer => DiagnosisJson.Write(checkup, buffer));
        return checkup.IsHealthy ? 0 : FindingsReported;
    }
}
