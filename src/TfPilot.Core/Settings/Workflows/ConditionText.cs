using System.Globalization;
using System.Text.RegularExpressions;
using TfPilot.Core.Basics;

namespace TfPilot.Core.Settings;

/// <summary>
/// An expression of <c>if:</c>, read as GitHub's expressions are. Every value that is not known before the run is
/// <see cref="Value.Unknown"/>.
/// </summary>
internal sealed partial class ConditionText
{
    private const int MaxDepth = 50;

    private readonly List<string> tokens;
    private readonly Func<string, Value> lookUp;
    private int at;
    private int depth;

    private ConditionText(string text, Func<string, Value> lookUp) =>
        (tokens, this.lookUp) = ([.. Token().Matches(text).Select(match => match.Value)], lookUp);

    /// <summary>A value of an expression.</summary>
    internal abstract record Value
    {
        public static readonly Value Null = new Known(null);

        private Value()
        {
        }

        /// <summary>A text, number, flag or null.</summary>
        public sealed record Known(object? Content) : Value;

        public sealed record Array(IReadOnlyList<string> Items) : Value;

        /// <summary>An object, or a text that is not empty.</summary>
        public sealed record Some : Value;

        public sealed record Unknown : Value;
    }

    /// <summary>Null when it is not known, or the text is no expression.</summary>
    /// <param name="lookUp">The value of a name such as <c>github.ref</c>, in lower case.</param>
    public static bool? Decide(string condition, Func<string, Value> lookUp)
    {
        var text = condition.Trim();
        if (text.StartsWith("${{", StringComparison.Ordinal) && text.EndsWith("}}", StringComparison.Ordinal)
            && text.IndexOf("}}", StringComparison.Ordinal) == text.Length - 2) text = text[3..^2];
        if (text.Trim().Length == 0) return true;
        var reader = new ConditionText(text, lookUp);
        var value = reader.Or();
        return reader.at < reader.tokens.Count ? null : Truth(value);
    }

    private Value Or()
    {
        if (++depth > MaxDepth) return Stop();
        var value = And();
        while (Take("||"))
        {
            var other = And();
            value = Truth(value) switch { true => value, false => other, null => Either(other) };
        }

        depth--;
        return value;

        static Value Either(Value other) => Truth(other) == true ? new Value.Some() : new Value.Unknown();
    }

    private Value And()
    {
        var value = Compared();
        while (Take("&&"))
        {
            var other = Compared();
            value = Truth(value) switch
            {
                true => other,
                false => value,
                null => Truth(other) == false ? Flag(false) : new Value.Unknown(),
            };
        }

        return value;
    }

    private Value Compared()
    {
        var left = Unary();
        if (at >= tokens.Count || tokens[at] is not ("==" or "!=" or "<" or ">" or "<=" or ">=")) return left;
        var sign = tokens[at++];
        var right = Unary();
        return (sign is "==" or "!=") && Same(left, right) is { } same ? Flag(same == (sign == "=="))
            : new Value.Unknown();
    }

    private Value Unary()
    {
        if (!Take("!")) return Primary();
        if (++depth > MaxDepth) return Stop();
        Value value = Truth(Unary()) is { } truth ? Flag(!truth) : new Value.Unknown();
        depth--;
        return value;
    }

    private Value Primary()
    {
        if (at >= tokens.Count) return new Value.Unknown();
        var token = tokens[at++];
        if (token == "(")
        {
            var value = Or();
            return Take(")") ? value : Stop();
        }

        if (token[0] == '\'') return new Value.Known(token[1..^1].Replace("''", "'", StringComparison.Ordinal));
        if (double.TryParse(token, CultureInfo.InvariantCulture, out var number)) return new Value.Known(number);
        if (!char.IsAsciiLetter(token[0])) return Stop();
        if (Take("(")) return Called(token.ToLowerInvariant());
        return token.ToLowerInvariant() switch
        {
            "true" => Flag(true),
            "false" => Flag(false),
            "null" => Value.Null,
            var name => lookUp(name),
        };
    }

    private Value Called(string name)
    {
        var arguments = new List<Value>();
        while (!Take(")"))
        {
            if (at >= tokens.Count) return Stop();
            arguments.Add(Or());
            if (!Take(",") && (at >= tokens.Count || tokens[at] != ")")) return Stop();
        }

        return (name, arguments) switch
        {
            ("always" or "success", []) => Flag(true),
            ("fromjson", [Value.Known { Content: string text }]) => ListOf(text),
            ("contains", [Value.Array(var items), Value.Known { Content: string one }]) =>
                Flag(items.Contains(one, StringComparer.OrdinalIgnoreCase)),
            ("contains", [Value.Known { Content: string text }, Value.Known { Content: string part }]) =>
                Flag(text.Contains(part, StringComparison.OrdinalIgnoreCase)),
            ("startswith", [Value.Known { Content: string text }, Value.Known { Content: string part }]) =>
                Flag(text.StartsWith(part, StringComparison.OrdinalIgnoreCase)),
            ("endswith", [Value.Known { Content: string text }, Value.Known { Content: string part }]) =>
                Flag(text.EndsWith(part, StringComparison.OrdinalIgnoreCase)),
            _ => new Value.Unknown(),
        };
    }

    /// <summary>Of arrays of texts alone.</summary>
    private static Value ListOf(string json) => TextArray().Match(json) is { Success: true } array
        ? new Value.Array([.. array.Groups["item"].Captures.Select(item => item.Value)]) : new Value.Unknown();

    private static bool? Truth(Value value) => value switch
    {
        Value.Known { Content: null or "" or false or 0.0 } => false,
        Value.Unknown => null,
        _ => true,
    };

    private static bool? Same(Value left, Value right) => (left, right) switch
    {
        (Value.Known { Content: string one }, Value.Known { Content: string other }) =>
            string.Equals(one, other, StringComparison.OrdinalIgnoreCase),
        (Value.Known { Content: null or "" }, Value.Some) or (Value.Some, Value.Known { Content: null or "" }) => false,
        // Null is the empty text and zero in a comparison.
        (Value.Known { Content: null }, Value.Known { Content: string text }) => text.Length == 0 ? null : false,
        (Value.Known { Content: string text }, Value.Known { Content: null }) => text.Length == 0 ? null : false,
        (Value.Known { Content: var one }, Value.Known { Content: var other })
            when one?.GetType() == other?.GetType() => Equals(one, other),
        _ => null,
    };

    private static Value.Known Flag(bool value) => new(value);

    private Value.Unknown Stop()
    {
        at = tokens.Count + 1;
        return new();
    }

    private bool Take(string token)
    {
        if (at >= tokens.Count || tokens[at] != token) return false;
        at++;
        return true;
    }

    [GeneratedRegex(
        @"'(?:[^']|'')*'|\|\||&&|[=!<>]=|[!<>(),]|-?\d+(?:\.\d+)?|[A-Za-z_][\w.*-]*(?:\[[^\]]*\][\w.*-]*)*|\S",
        RegexOptions.NonBacktracking)]
    private static partial Regex Token();

    [GeneratedRegex(
        @"^\s*\[\s*""(?<item>[^""\\]*)""(?:\s*,\s*""(?<item>[^""\\]*)"")*\s*\]\s*$", RegexOptions.None,
        RegexLimits.TimeoutMilliseconds)]
    private static partial Regex TextArray();
}
