using System.Collections.Concurrent;
using System.Diagnostics;
using System.Text.RegularExpressions;
using TfPilot.Core.Basics;
using TfPilot.Core.Plans;

namespace TfPilot.Core.Policies;

/// <summary>
/// One item of a <see cref="ValueMatcher"/>, parsed for one environment. It is evaluated only for known values.
/// </summary>
internal abstract record ValueTest
{
    private const string Environment = "${env}";

    /// <summary>
    /// The maximum number of cached expressions, more than the settings of a repository have; further ones are built on
    /// every use.
    /// </summary>
    private const int MaxExpressions = 256;

    private static readonly ConcurrentDictionary<string, Regex> Expressions = new(StringComparer.Ordinal);

    private static readonly string[] Signs = [">=", "<=", ">", "<"];

    private ValueTest() { }

    /// <summary>The text must have no <see cref="ValueMatcher.FindError"/>.</summary>
    public static ValueTest Of(string item, string? environment)
    {
        if (item.StartsWith("!=", StringComparison.Ordinal)) return new Not(Of(item[2..], environment));
        if (environment is null && item.Contains(Environment, StringComparison.Ordinal)) return new Equal(item);
        if (IsExpression(item))
            return new Like(Fill(item[1..^1], Regex.Escape(environment ?? "")), Expression(item, environment ?? ""));
        var filled = Fill(item, environment ?? "");
        if (filled == "*") return new Anything();
        if (SignOf(filled) is { } sign) return new Compared(sign, new(filled[sign.Length..].Trim()));
        return IsGlob(filled) ? new Within(new Glob(filled)) : new Equal(filled);
    }

    public static bool IsExpression(string item) => item.Length > 1 && item[0] == '/' && item[^1] == '/';

    /// <summary>
    /// Cached because building an expression is slow, and each is needed twice: to validate the settings and to
    /// evaluate the rules.
    /// </summary>
    public static Regex Expression(string item, string environment)
    {
        var filled = Fill(item[1..^1], Regex.Escape(environment));
        if (Expressions.TryGetValue(filled, out var known)) return known;
        var made = new Regex(
            ExpressionEnds.Strictly(filled), RegexOptions.NonBacktracking | RegexOptions.CultureInvariant);
        if (Expressions.Count < MaxExpressions) Expressions.TryAdd(filled, made);
        return made;
    }

    public static string? SignOf(string item) =>
        Array.Find(Signs, sign => item.StartsWith(sign, StringComparison.Ordinal));

    public static bool IsGlob(string item) => item.AsSpan().ContainsAny('*', '{', '}');

    public static string Fill(string item, string environment) =>
        item.Replace(Environment, environment, StringComparison.Ordinal);

    public abstract string Words { get; }

    public bool Holds(PlanValue value)
    {
        WorkBudget.Spend();
        return IsMet(value);
    }

    private bool IsMet(PlanValue value) => this switch
    {
        Not(var test) => !test.Holds(value),
        _ when value is PlanValue.Null => false,
        Anything => true,
        Equal equal =>
            value is PlanValue.Number number ? equal.Limit.Compare(number.Digits) == 0 : TextOf(value) == equal.Wanted,
        Within(var glob) => TextOf(value) is { } text && glob.Matches(text),
        Like(_, var expression) => TextOf(value) is { } text && expression.IsMatch(text),
        Compared(var sign, var limit) => limit.Compare(TextOf(value)) is { } order && Holds(sign, order),
        _ => throw new UnreachableException(),
    };

    private static bool Holds(string sign, int order) => sign switch
    {
        ">=" => order >= 0,
        "<=" => order <= 0,
        ">" => order > 0,
        "<" => order < 0,
        _ => throw new UnreachableException(),
    };

    private static string? TextOf(PlanValue value) => value switch
    {
        PlanValue.Text text => text.Value,
        PlanValue.Number number => number.Digits,
        PlanValue.Boolean boolean => boolean.Value ? "true" : "false",
        _ => null,
    };

    private sealed record Equal(string Wanted) : ValueTest
    {
        public NumberLimit Limit { get; } = new(Wanted);

        public override string Words => Wanted is "true" or "false" ? Wanted : $"\"{Wanted}\"";
    }

    private sealed record Anything : ValueTest
    {
        public override string Words => "any value";
    }

    private sealed record Within(Glob Glob) : ValueTest
    {
        public override string Words => $"\"{Glob}\"";
    }

    private sealed record Like(string Written, Regex Matching) : ValueTest
    {
        public override string Words => $"/{Written}/";
    }

    private sealed record Compared(string Sign, NumberLimit Limit) : ValueTest
    {
        public override string Words => $"{Sign} {Limit.Text}";
    }

    private sealed record Not(ValueTest Test) : ValueTest
    {
        public override string Words => $"not {Test.Words}";
    }
}
