using TfPilot.Action.Basics;
using TfPilot.Action.Flows;
using TfPilot.Core.Basics;
using TfPilot.Core.Environments;
using TfPilot.Core.Policies;
using TfPilot.Core.Reviews;
using TfPilot.Delivery.Verifications;
using TfPilot.GitHub.Actions;
using TfPilot.GitHub.Api;
using TfPilot.GitHub.Http;

namespace TfPilot.Action.Jobs;

/// <summary>
/// <c>tfpilot verify</c>: checks what an apply made, and writes the result for the record. 0 no check failed, 1 a check
/// failed, 2 the inputs are invalid.
/// </summary>
internal sealed class VerifyFlow(
    JobRequest request, ActionsRuntime actions, Terminal terminal,
    Func<GitHubToken, Validated<GitHubClient>> connect, TimeProvider clock)
{
    private const int Failed = 1;

    private readonly List<string> problems = [];

    public async Task<int> RunAsync(DateOnly today, CancellationToken ct)
    {
        if (request.Environment is not { } environment)
            return Stop("environment is missing: name the environment of the apply.");
        if (request.Output == JobInputs.DefaultOutput)
            return Stop("output is missing: name the file for the result, such as verification.json.");
        var branch = (await DefaultBranchSettings.ReadAsync(request, actions, connect, today, ct))
            .Match<DefaultBranchSettings?>(found => found, Missing);
        var applied = Read(request.Plans, branch, keepUnchanged: false, today);
        var after = request.After is { } path ? Read([path], branch, keepUnchanged: true, today) : null;
        var context = branch is null || applied is null ? null
            : applied.Context with { Ignores = await AcceptedAsync(branch, applied.Facts, ct) };
        var verification = VerificationRules.Of(new(
            applied?.Facts, after?.Facts, request.ExitCode, context,
            branch is null ? [] : await ProbeAsync(branch.Settings.Settings, environment, ct))
        {
            Problems = [.. problems.Distinct()],
        });
        terminal.Out.WriteLine(VerificationText.Sentence(verification));
        terminal.Out.Write(VerificationText.Lines(verification));
        return Save(verification) ? Report(verification)
            : Stop($"{request.Output} could not be written: choose a file in a folder that exists.");
    }

    private int Report(Verification verification)
    {
        var isFailed = verification.IsPassed == false;
        if (verification.IsPassed != true)
            actions.Annotate(new(
                isFailed ? AnnotationLevel.Error : AnnotationLevel.Warning, VerificationText.Sentence(verification),
                "verification"));
        actions.SetOutput(JobOutputs.ReasonCode, (verification.IsPassed switch
        {
            true => ReasonCode.Verified,
            false => ReasonCode.VerificationFailed,
            null => ReasonCode.VerificationIncomplete,
        }).Word());
        return isFailed ? Failed : 0;
    }

    private DefaultBranchSettings? Missing(IReadOnlyList<Problem> reasons)
    {
        problems.Add(
            "The settings of the default branch are unknown, so no policy and no probe was checked: " +
                reasons[0].Message);
        return null;
    }

    /// <summary>The ignore comments count only as they are on the default branch.</summary>
    private async Task<AcceptedIgnores> AcceptedAsync(
        DefaultBranchSettings branch, ProjectFacts facts, CancellationToken ct)
    {
        if (facts.IgnoreFolders.Count == 0) return AcceptedIgnores.None;
        try
        {
            return AcceptedIgnores.Of(await branch.GitHub.ReadSourcesAsync(
                branch.Repository, branch.Settings.Commit, facts.IgnoreFolders, ct));
        }
        catch (GitHubException unavailable)
        {
            problems.Add($"The ignore comments of the default branch are unknown: {unavailable.Message}");
            return AcceptedIgnores.None;
        }
    }

    /// <returns>Exactly one plan with the settings to judge it by; null when there is none.</returns>
    private ReviewInput? Read(
        IReadOnlyList<string> plans, DefaultBranchSettings? branch, bool keepUnchanged, DateOnly today)
    {
        var gathered = new ReviewInputs(
            new(plans, request.Name, request.Environment, request.Source, request.Config, [], [], []), today)
        {
            GivenSettings = branch?.Settings.Settings ?? Core.Settings.Settings.Default,
            KeepUnchanged = keepUnchanged,
            NeedsTrees = false,
        };
        gathered.Gather(Stream.Null, isPiped: false);
        problems.AddRange(gathered.Problems.Select(problem => problem.Message));
        return gathered.Cases is [var only] ? only : null;
    }

    private async Task<IReadOnlyList<VerificationCheck>> ProbeAsync(
        Core.Settings.Settings settings, string environment, CancellationToken ct)
    {
        using var client = new ProbeClient(settings.Apply.ProbeHosts, clock);
        return await Task.WhenAll(settings.Probes
            .Where(probe => probe.Environments.Any(name => EnvironmentNames.IsSame(name, environment)))
            .Select(probe => client.RunAsync(probe, ct)));
    }

    private bool Save(Verification verification)
    {
        try
        {
            File.WriteAllBytes(request.Output, VerificationFile.Write(verification));
            return true;
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }

    private int Stop(string why)
    {
        actions.Annotate(new(AnnotationLevel.Error, $"The apply was not verified: {why}", "verification"));
        actions.SetOutput(JobOutputs.ReasonCode, ReasonCode.BadInput.Word());
        return ExitCodes.BadUsage;
    }
}
