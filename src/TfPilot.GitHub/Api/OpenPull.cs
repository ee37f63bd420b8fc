using TfPilot.Core.Basics;
using TfPilot.GitHub.Ids;

namespace TfPilot.GitHub.Api;

/// <summary>An open pull request, as lists tell it.</summary>
public sealed record OpenPull(PullNumber Number, CommitSha Head, string HeadBranch, string BaseBranch);
