using TfPilot.Core.Basics;
using TfPilot.GitHub.Ids;

namespace TfPilot.GitHub.Api;

/// <summary>An open pull request as returned by lists.</summary>
public sealed record OpenPull(PullNumber Number, CommitSha Head, string HeadBranch, string BaseBranch);
