using TfPilot.Action.Basics;
using TfPilot.Action.Inputs;
using TfPilot.Core.Basics;
using TfPilot.GitHub.Actions;
using TfPilot.GitHub.Api;
using TfPilot.GitHub.Http;

namespace TfPilot.Action.Jobs;

/// <summary>
/// <c>tfpilot encrypt</c>: encrypts a state that the backend did not accept, for the recipients in the settings of the
/// default branch. 0 encrypted, 2 not encrypted; then nothing is written.
/// </summary>
internal sealed class EncryptFlow(
    JobRequest request, ActionsRuntime actions, Terminal terminal,
    Func<GitHubToken, Validated<GitHubClient>> connect, TimeProvider clock)
{
    public async Task<int> RunAsync(DateOnly today, CancellationToken ct)
    {
        if (request.State is not { } path) return Stop("state is missing: name the file of the state.");
        if (request.Output == JobInputs.DefaultOutput)
            return Stop("output is missing: name the file for the encrypted state, such as errored.tfstate.gpg.");
        var encrypted = (await DefaultBranchSettings.ReadAsync(request, actions, connect, today, ct)).Then(branch =>
            InputFile.Read<ReadOnlyMemory<byte>>(
                path, path, () => InputFile.Open(path), stream => InputFile.Bytes(stream),
                "It is the file errored.tfstate of the apply.")
            .Then(state => Encrypt(state, branch.Settings.Settings.Apply.StateRecipients)));
        return encrypted.Match(Save, problems => Stop(string.Join(" ", problems.Select(problem => problem.Message))));
    }

    private Validated<byte[]> Encrypt(ReadOnlyMemory<byte> state, IReadOnlyList<string> recipients) =>
        recipients.Count == 0
            ? new Problem(
                "apply.state_recipients",
                "The settings name no recipients: add OpenPGP public keys to apply.state_recipients.")
            : StateEncryption.Encrypt(state.ToArray(), recipients, clock.GetUtcNow().UtcDateTime);

    private int Save(byte[] encrypted)
    {
        try
        {
            File.WriteAllBytes(request.Output, encrypted);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            return Stop($"{request.Output} could not be written: {failure.Message}");
        }

        actions.Annotate(new(
            AnnotationLevel.Error,
            "The backend did not accept the new state. It is encrypted for the recipients in the settings: download " +
                "the artifact of this run, then `gpg --output errored.tfstate --decrypt errored.tfstate.gpg` and " +
                "`terraform state push errored.tfstate`.", "state not saved"));
        terminal.Out.WriteLine($"Wrote {request.Output}, {encrypted.Length} bytes.");
        actions.SetOutput(JobOutputs.ReasonCode, ReasonCode.Encrypted.Word());
        return 0;
    }

    private int Stop(string why)
    {
        actions.Annotate(new(
            AnnotationLevel.Error,
            $"The backend did not accept the new state, and it was not encrypted: {why.TrimEnd('.')}. Nothing is " +
                "uploaded, so the only copy is errored.tfstate on this runner. If the runner still exists after the " +
                "job, run `terraform state push errored.tfstate` there. Otherwise import the changed resources " +
                "before the next apply.", "state not saved"));
        actions.SetOutput(JobOutputs.ReasonCode, ReasonCode.NotEncrypted.Word());
        return ExitCodes.BadUsage;
    }
}
