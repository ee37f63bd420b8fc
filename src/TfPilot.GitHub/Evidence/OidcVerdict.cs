namespace TfPilot.GitHub.Evidence;

/// <summary>The reason why a token was rejected.</summary>
public enum OidcRefusal
{
    /// <summary>Malformed, or longer than any of GitHub's tokens.</summary>
    Malformed,

    /// <summary>Not signed with RS256.</summary>
    WrongAlgorithm,

    /// <summary>Signed with an unknown key.</summary>
    UnknownKey,
    WrongSignature,
    WrongIssuer,
    WrongAudience,
    Expired,
    NotYetValid,

    /// <summary>Valid signature, but a required claim of a job's token is missing.</summary>
    MissingClaim,
}

/// <summary>The result of verifying a token.</summary>
public abstract record OidcVerdict
{
    private OidcVerdict() { }

    public sealed record Verified(OidcClaims Claims) : OidcVerdict;

    /// <summary>The message may be shown to the sender of the token.</summary>
    public sealed record Refused(OidcRefusal Reason, string Message) : OidcVerdict;
}
