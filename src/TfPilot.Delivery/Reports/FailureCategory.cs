using TfPilot.Delivery.Records;

namespace TfPilot.Delivery.Reports;

/// <summary>A broad cause of a failed apply.</summary>
/// <param name="Texts">Parts of error messages that belong to it; case is ignored.</param>
/// <param name="Next">What to do next.</param>
public sealed record FailureCategory(string Id, string Cause, IReadOnlyList<string> Texts, string Next);

/// <summary>Classifies failed applies. The first category of the table with a matching error counts.</summary>
public static class FailureCategories
{
    public static readonly FailureCategory Other = new(
        "other", "No known cause matches the errors.", [],
        "Read the errors, fix the cause in a new pull request or outside of Terraform, and apply again.");

    private static readonly FailureCategory Interrupted = new(
        "interrupted", "The apply was canceled or its run ended early.", [],
        "Read the log of the run, then re-run its failed jobs or start the apply again.");

    private static readonly FailureCategory Verification = new(
        "verification", "The change was applied, but a check after the apply failed.", [],
        "Compare the failed checks with the change. Fix it in a new pull request, or roll the change back.");

    public static readonly IReadOnlyList<FailureCategory> Table =
    [
        new("permission", "The identity that applies lacks a permission, or it could not sign in.",
            [
                "not authorized to perform", "UnauthorizedOperation", "AccessDenied", "Access Denied",
                "AuthorizationFailed", "does not have authorization", "Authorization_RequestDenied",
                "PERMISSION_DENIED", "Error 403", "AssumeRoleWithWebIdentity", "No valid credential sources",
                "could not find default credentials", "Unable to locate credentials", "building AzureRM Client",
                "ExpiredToken", "security token included in the request is expired", "permission denied",
            ],
            "Grant the apply role the permission that the error names, or fix its trust policy. Then apply again."),
        new("state", "The state could not be locked, read or written.",
            [
                "the state lock", "state data in S3 does not have the expected content", "Failed to save state",
                "Failed to persist state", "errored.tfstate", "Saved plan is stale",
                "managed by newer provider version", "Unsupported state file format", "newer than current",
            ],
            "Check that no other run uses the state. A state that could not be saved is an artifact of the run, " +
                "encrypted for the recipients in the settings: decrypt it and push it with `terraform state push`. " +
                "Release a lock that nothing holds. Then apply again."),
        new("limit", "A quota, a capacity or a rate limit of the cloud was reached.",
            [
                "LimitExceeded", "quota", "InsufficientInstanceCapacity", "does not have enough resources available",
                "ZONE_RESOURCE_POOL_EXHAUSTED", "SkuNotAvailable", "AllocationFailed", "Throttling",
                "TooManyRequests",
            ],
            "Request a higher limit, or choose another size or zone. A rate limit passes: apply again later."),
        new("conflict", "An object exists already, is still in use, or is protected from deletion.",
            [
                "already exists", "AlreadyOwnedByYou", "Error 409", "DependencyViolation", "not empty",
                "BucketNotEmpty", "has a dependent object", "deletion protection", "deletion_protection",
                "DeletionProtection", "Instance cannot be destroyed",
            ],
            "Import the existing object or rename the new one; remove what depends on the object, or its " +
                "protection, in a change of its own. Then apply again."),
        new("network", "A server could not be reached, or did not answer in time.",
            [
                "connection refused", "connection reset", "no such host", "i/o timeout", "TLS handshake",
                "context deadline exceeded", "timeout while waiting", "Failed to query available provider packages",
                "Failed to install provider",
            ],
            "Check the network of the runner and the address in the error. Then apply again."),
        new("provisioner", "A command of a provisioner failed.", ["provisioner error"],
            "Fix the command. The resource is tainted and will be replaced by the next apply."),
        new("configuration", "The configuration is not valid for the real values.",
            [
                "Unsupported argument", "Missing required argument", "Unsupported attribute",
                "Reference to undeclared", "No value for required variable", "Invalid value", "Invalid for_each",
                "Invalid count", "Invalid function argument", "Cycle:", "Inconsistent dependency lock file",
                "precondition failed", "postcondition failed", "inconsistent final plan",
                "inconsistent result after apply",
            ],
            "Fix the configuration in a new pull request."),
    ];

    /// <param name="record">Null when the run ended without a record.</param>
    public static FailureCategory Of(ApplyOutcome outcome, ApplyRecord? record)
    {
        if (outcome.Status is ApplyStatus.Applied or ApplyStatus.Nothing) return Verification;
        var errors = (record?.Diagnostics ?? []).Where(one => one.IsError).ToList();
        var found = Table.FirstOrDefault(category => errors.Any(error => Matches(category, error)));
        return found ?? (outcome.Status is ApplyStatus.Cancelled or ApplyStatus.Unknown ? Interrupted : Other);
    }

    private static bool Matches(FailureCategory category, LogDiagnostic error) => category.Texts.Any(text =>
        error.Summary.Contains(text, StringComparison.OrdinalIgnoreCase)
        || error.Detail?.Contains(text, StringComparison.OrdinalIgnoreCase) == true);
}
