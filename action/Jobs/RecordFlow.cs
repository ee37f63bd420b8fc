using TfPilot.Action.Basics;
using TfPilot.Action.Inputs;
using TfPilot.Core.Basics;
using TfPilot.Core.Reviews;
using TfPilot.Delivery.Records;
using TfPilot.Delivery.Registry;
using TfPilot.Delivery.Verifications;
using TfPilot.GitHub.Actions;
using TfPilot.GitHub.Api;

namespace TfPilot.Action.Jobs;

/// <summary>
/// <c>tfpilot record</c>: reports what an apply did. 0 sent, 2 not sent. A file that is missing or unreadable is a part
/// of the record, because a failed or cancelled apply may have written nothing.
/// </summary>
internal sealed class RecordFlow(JobRequest request, ActionsRuntime actions, Terminal terminal, HttpClient http)
{
    private const int Sent = 0;
    private const int BufferSize = 64 * 1024;

    private readonly List<string> problems = [];

    public async Task<int> RunAsync(DateOnly today, CancellationToken ct)
    {
        if (request.Environment is not { } environment)
            return NotSent("environment is missing: name the environment of the apply.", ReasonCode.BadInput);
        var plan = ReadPlan(today);
        if ((request.Name ?? plan?.Name) is not { } name)
            return NotSent("name is missing: name the project, as in its reviews.", ReasonCode.BadInput);
        var log = ReadLogs(plan);
        var record = RecordRules.Of(new(environment, name, plan, log, request.ExitCode, ReadState())
        {
            Verification = ReadVerification(),
            Problems = problems,
        });
        var body = Write(ref record);
        foreach (var problem in record.Problems) actions.Annotate(new(AnnotationLevel.Warning, problem, "record"));
        terminal.Out.Write(RecordText.Lines(record));
        if (!Save(body)) return ExitCodes.BadUsage;
        if (request.App is not { } app)
            return NotSent("app-url is missing: the record is sent to tfpilot's App.", ReasonCode.BadInput);
        var (answer, why) = await new JobAppClient(actions, http)
            .PostAsync(app, "api/records", body, "send the record", ct);
        if (answer is null) return NotSent(why, ReasonCode.NotRecorded);
        actions.SetOutput(JobOutputs.ReasonCode, ReasonCode.Recorded.Word());
        terminal.Out.WriteLine(record.IsSuccess ? "The App stored the record. The lock is released."
            : "The App stored the record. The lock is held until the fix is applied.");
        return Sent;
    }

    /// <summary>The plan that was applied; null when it cannot be read.</summary>
    private ProjectFacts? ReadPlan(DateOnly today)
    {
        var gathered = AppliedPlan.Read(request, today);
        if (gathered.Cases is [var only]) return only.Facts;
        problems.AddRange(gathered.Problems.Select(problem => problem.Message));
        if (gathered.Cases.Count > 1)
            problems.Add($"A record is about one plan, but {gathered.Cases.Count} were found: name it.");
        return null;
    }

    /// <summary>Null when there is no log.</summary>
    private ApplyLog? ReadLogs(ProjectFacts? plan)
    {
        var reader = new ApplyLogReader(plan is null ? null : plan.Plan.MaskSecrets);
        var known = 0;
        foreach (var path in request.Results)
        {
            var read = InputFile.Read<bool>(
                path, path, () => InputFile.Open(path), stream => Read(stream, reader),
                "Create it with `terraform apply -json`.");
            known += read.Match(_ => 1, found =>
            {
                problems.AddRange(found.Select(problem => problem.Message));
                return 0;
            });
        }

        return known == 0 ? null : reader.End();
    }

    private static Validated<bool> Read(Stream stream, ApplyLogReader reader)
    {
        var buffer = new byte[BufferSize];
        while (stream.Read(buffer) is > 0 and var count) reader.Read(buffer.AsSpan(0, count));
        reader.EndLog();
        return true;
    }

    private Validated<StateResources>? ReadState() => request.State is not { } path ? null
        : InputFile.Read(
            path, path, () => InputFile.Open(path), stream => StateReader.Read(path, InputFile.Bytes(stream)),
            "Create it with `terraform show -json`.");

    /// <summary>Null when nothing was verified.</summary>
    private Verification? ReadVerification()
    {
        if (request.Verification is not { } path) return null;
        return InputFile.Read(
            path, path, () => InputFile.Open(path), stream => VerificationFile.Read(path, InputFile.Bytes(stream).Span),
            "Create it with `tfpilot verify`.").Match<Verification?>(verification => verification, found =>
        {
            problems.AddRange(found.Select(problem => problem.Message));
            return null;
        });
    }

    /// <summary>The document; without the resources when it would be larger than the App accepts.</summary>
    private static byte[] Write(ref ApplyRecord record)
    {
        var body = RecordDocument.Write(record);
        if (body.Length <= RecordDocument.MaxBytes) return body;
        record = record with
        {
            Resources = null,
            Problems = [.. record.Problems, $"The state has too many resources for a record ({body.Length} bytes)."],
        };
        return RecordDocument.Write(record);
    }

    /// <summary>Writes the document to the file of the option, if there is one.</summary>
    private bool Save(byte[] body)
    {
        if (request.Output == JobInputs.DefaultOutput) return true;
        try
        {
            File.WriteAllBytes(request.Output, body);
            return true;
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            NotSent($"{request.Output} could not be written: {failure.Message}", ReasonCode.NotRecorded);
            return false;
        }
    }

    private int NotSent(string why, ReasonCode code)
    {
        actions.Annotate(new(
            AnnotationLevel.Error,
            $"The record was not sent: {why.TrimEnd('.')}. The apply itself is not affected, but its lock is held " +
                "and the App does not know its result. Run this step again, or re-run the failed jobs.", "record"));
        actions.SetOutput(JobOutputs.ReasonCode, code.Word());
        return ExitCodes.BadUsage;
    }
}
