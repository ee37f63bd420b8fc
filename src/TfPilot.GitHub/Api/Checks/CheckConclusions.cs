using System.Diagnostics;

namespace TfPilot.GitHub.Api;

/// <summary>The names of <see cref="CheckConclusion"/>; GraphQL uses upper case.</summary>
internal static class CheckConclusions
{
    public static string Write(CheckConclusion conclusion) => conclusion switch
    {
        CheckConclusion.Success => "success",
        CheckConclusion.Failure => "failure",
        CheckConclusion.ActionRequired => "action_required",
        _ => throw new UnreachableException(),
    };

    public static CheckConclusion? Read(string? word) => word switch
    {
        "SUCCESS" => CheckConclusion.Success,
        "FAILURE" => CheckConclusion.Failure,
        "ACTION_REQUIRED" => CheckConclusion.ActionRequired,
        _ => null,
    };
}
