using System.Collections;
using System.Text;
using TfPilot.Core.Basics;
using Model = System.Collections.Generic.Dictionary<string, object?>;

namespace TfPilot.Core.Reviews;

/// <summary>
/// What a user's template may take. A text is refused before it is compiled, because the engine's work grows with
/// nesting; what it writes and how often it repeats is counted while it is rendered.
/// </summary>
internal sealed class TemplateLimits
{
    private const int MaxLength = 32_768;
    private const int MaxTags = 1_000;
    private const int MaxBlocks = 100;
    private const int MaxParentheses = 200;
    private const int MaxOutput = 4 * 1024 * 1024;
    private const int MaxOutputOfAll = 16 * MaxOutput;
    private const int MaxSteps = 1_000_000;

    private int steps;
    private int written;

    /// <summary>
    /// Why a template is not compiled; null when it may be. Tags in comments and texts count as well: only the engine
    /// could tell them apart.
    /// </summary>
    public static string? Mistake(string text)
    {
        if (text.Length > MaxLength) return $"it has more than {MaxLength} characters";
        if (text.AsSpan().Count('(') > MaxParentheses) return $"it has more than {MaxParentheses} opening parentheses";
        var (tags, blocks) = (0, 0);
        foreach (var sign in Signs(text))
        {
            if (sign is '>' or '*') return "it uses partials, which are not supported; write the text out";
            if (sign is '{') return "it uses a raw block, which is not supported";
            if (++tags > MaxTags) return $"it has more than {MaxTags} tags";
            if (sign is '#' or '^' or 'e' && ++blocks > MaxBlocks)
                return $"it has more than {MaxBlocks} blocks such as {{{{#if}}}} and {{{{#each}}}}";
        }

        return null;
    }

    /// <summary>The model with lists that count how often they are gone through.</summary>
    public Model Counted(Model model) => model.ToDictionary(entry => entry.Key, entry => Counted(entry.Value));

    /// <summary>Takes the text of one rendering.</summary>
    public StringWriter NewWriter() => new BoundedWriter(this);

    /// <summary>Of each tag the sign behind its braces, or <c>e</c> for <c>else</c>, which begins a block again.</summary>
    private static IEnumerable<char> Signs(string text)
    {
        for (var at = 0; text.IndexOf("{{", at, StringComparison.Ordinal) is var open and >= 0;)
        {
            at = open + 2;
            if (at + 1 < text.Length && text[at] == '{' && text[at + 1] == '{') yield return '{';
            while (at < text.Length && (text[at] is '{' or '~' || char.IsWhiteSpace(text[at]))) at++;
            if (at == text.Length) yield break;
            var rest = text.AsSpan(at + 1).TrimStart();
            yield return text[at] is '#' && rest.StartsWith('>') ? '>'
                : text[at] is '#' && rest.StartsWith('*') ? '*'
                : text[at] == 'e' && !rest.StartsWith("lse", StringComparison.Ordinal) ? 'x'
                : text[at];
        }
    }

    private object? Counted(object? value) => value switch
    {
        Model inner => Counted(inner),
        List<object?> list => new CountedList(this, list.ConvertAll(Counted)),
        _ => value,
    };

    private void Step()
    {
        WorkBudget.Spend();
        if (++steps > MaxSteps) throw new TemplateLimitException($"its loops go through more than {MaxSteps} items");
    }

    private sealed class CountedList(TemplateLimits limits, List<object?> items) : IReadOnlyList<object?>
    {
        public int Count
        {
            get
            {
                limits.Step();
                return items.Count;
            }
        }

        public object? this[int index]
        {
            get
            {
                limits.Step();
                return items[index];
            }
        }

        public IEnumerator<object?> GetEnumerator()
        {
            for (var i = 0; i < Count; i++) yield return this[i];
        }

        IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
    }

    private sealed class BoundedWriter(TemplateLimits limits) : StringWriter
    {
        public override void Write(char value)
        {
            Take(1);
            base.Write(value);
        }

        public override void Write(string? value)
        {
            Take(value?.Length ?? 0);
            base.Write(value);
        }

        public override void Write(char[] buffer, int index, int count)
        {
            Take(count);
            base.Write(buffer, index, count);
        }

        public override void Write(ReadOnlySpan<char> buffer)
        {
            Take(buffer.Length);
            base.Write(buffer);
        }

        public override void Write(StringBuilder? value)
        {
            Take(value?.Length ?? 0);
            base.Write(value);
        }

        private void Take(int count)
        {
            WorkBudget.Spend();
            limits.written += count;
            if (GetStringBuilder().Length + count > MaxOutput || limits.written > MaxOutputOfAll)
                throw new TemplateLimitException($"it writes more than {MaxOutput} characters, or too much all in all");
        }
    }
}

/// <summary>A template took more than it may; the message holds nothing of the plan.</summary>
internal sealed class TemplateLimitException(string message) : Exception(message);
