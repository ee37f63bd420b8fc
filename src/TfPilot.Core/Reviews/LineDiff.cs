namespace TfPilot.Core.Reviews;

/// <summary>Compares two texts line by line: the lines that differ with up to two equal lines around them.</summary>
internal static class LineDiff
{
    private const int Context = 2;

    /// <summary>Above this product of line counts the middle is shown as all out, all in: the table of the comparison would be too large.</summary>
    private const int MostCells = 250_000;

    /// <summary>The sign is <c>-</c>, <c>+</c> or a space.</summary>
    public static IReadOnlyList<(char Sign, string Text)> Of(string before, string after)
    {
        var left = before.Split('\n');
        var right = after.Split('\n');
        var head = left.AsSpan().CommonPrefixLength(right);
        var tail = left.Reverse().Zip(right.Reverse()).Take(Math.Min(left.Length, right.Length) - head).TakeWhile(pair => pair.First == pair.Second).Count();
        return
        [
            .. left[Math.Max(0, head - Context)..head].Select(line => (' ', line)),
            .. Middle(left[head..^tail], right[head..^tail]),
            .. left[^tail..].Take(Context).Select(line => (' ', line)),
        ];
    }

    private static List<(char Sign, string Text)> Middle(string[] left, string[] right)
    {
        if ((long)left.Length * right.Length > MostCells) return [.. left.Select(line => ('-', line)), .. right.Select(line => ('+', line))];
        var common = LongestCommon(left, right);
        var lines = new List<(char, string)>();
        var (i, j) = (0, 0);
        while (i < left.Length || j < right.Length)
        {
            if (i < left.Length && j < right.Length && left[i] == right[j])
            {
                lines.Add((' ', left[i++]));
                j++;
            }
            else if (j == right.Length || (i < left.Length && common[i + 1, j] >= common[i, j + 1])) lines.Add(('-', left[i++]));
            else lines.Add(('+', right[j++]));
        }

        return lines;
    }

    /// <summary>The length of the longest common subsequence of what begins at each pair of lines.</summary>
    private static int[,] LongestCommon(string[] left, string[] right)
    {
        var common = new int[left.Length + 1, right.Length + 1];
        for (var i = left.Length - 1; i >= 0; i--)
        {
            for (var j = right.Length - 1; j >= 0; j--)
                common[i, j] = left[i] == right[j] ? common[i + 1, j + 1] + 1 : Math.Max(common[i + 1, j], common[i, j + 1]);
        }

        return common;
    }
}
