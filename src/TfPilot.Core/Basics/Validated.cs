using System.Diagnostics;

namespace TfPilot.Core.Basics;

/// <summary>
/// An input error that the user can fix: where it is (a file, with line or key when known), what is wrong, and what to
/// do.
/// </summary>
public sealed record Problem(string Path, string Message);

/// <summary>A value, or all problems that prevented it; never both, and the list of problems is never empty.</summary>
public abstract record Validated<T>
{
    private Validated() { }

    public sealed record Valid(T Value) : Validated<T>;

    public sealed record Invalid(IReadOnlyList<Problem> Problems) : Validated<T>;

    public static implicit operator Validated<T>(T value) => new Valid(value);

    public static implicit operator Validated<T>(Problem problem) => new Invalid([problem]);

    /// <summary>Continues with the value, if there is one.</summary>
    public Validated<TResult> Then<TResult>(Func<T, Validated<TResult>> next) =>
        Match(next, problems => new Validated<TResult>.Invalid(problems));

    public TResult Match<TResult>(Func<T, TResult> valid, Func<IReadOnlyList<Problem>, TResult> invalid) => this switch
    {
        Valid v => valid(v.Value),
        Invalid i => invalid(i.Problems),
        _ => throw new UnreachableException(),
    };
}
