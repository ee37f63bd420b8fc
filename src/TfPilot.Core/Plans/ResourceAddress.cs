using System.Text;

namespace TfPilot.Core.Plans;

/// <summary>A resource instance's address in Terraform's format: <c>module.net["eu"].aws_subnet.a[0]</c>.</summary>
public readonly record struct ResourceAddress(string Text)
{
    public override string ToString() => Text;

    /// <summary>
    /// The configuration block of this instance: the address without instance keys (<c>module.net.aws_subnet.a</c>).
    /// Keys may contain any text, including brackets and escaped quotes.
    /// </summary>
    public string Block
    {
        get
        {
            if (!Text.Contains('[')) return Text;
            var block = new StringBuilder(Text.Length);
            for (var i = 0; i < Text.Length; i++)
            {
                if (Text[i] == '[') i = EndOfKey(i);
                else block.Append(Text[i]);
            }

            return block.ToString();
        }
    }

    private int EndOfKey(int open)
    {
        var quoted = false;
        for (var i = open + 1; i < Text.Length; i++)
        {
            if (quoted && Text[i] == '\\') i++;
            else if (Text[i] == '"') quoted = !quoted;
            else if (Text[i] == ']' && !quoted) return i;
        }

        return Text.Length;
    }
}
