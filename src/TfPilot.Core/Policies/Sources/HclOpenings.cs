namespace TfPilot.Core.Policies;

/// <summary>
/// An opening brace in HCL: <c>backend "s3" {</c> in <c>terraform</c>, or <c>aws = {</c> in
/// <c>terraform.required_providers</c>.
/// </summary>
internal sealed record HclOpening(string Within, string Name, string? Label);

/// <summary>Finds the opening braces of one HCL file, as far as it can be read.</summary>
internal static class HclOpenings
{
    public static IEnumerable<HclOpening> Of(string text)
    {
        var tokens = HclTokens.Of(text).Where(token => token.Kind != HclTokenKind.Comment).ToList();
        var open = new Stack<string>([""]);
        for (var i = 0; i < tokens.Count; i++)
        {
            if (tokens[i].Is("}") || tokens[i].Is("]") || tokens[i].Is(")")) _ = open.Count > 1 ? open.Pop() : null;
            else if (tokens[i].Is("[") || tokens[i].Is("(")) open.Push($"{open.Peek()}[]");
            else if (tokens[i].Is("{"))
            {
                var block = At(tokens, i, open.Peek());
                open.Push(block.Within.Length == 0 ? block.Name : $"{block.Within}.{block.Name}");
                yield return block;
            }
        }
    }

    private static HclOpening At(List<HclToken> tokens, int brace, string within)
    {
        var name = brace - (brace > 0 && tokens[brace - 1].Is("=") ? 2 : 1);
        while (name > 0 && tokens[name].Kind == HclTokenKind.Text) name--;
        var isNamed = name >= 0 && tokens[name].Kind == HclTokenKind.Word;
        return new(within, isNamed ? tokens[name].Value : "",
            isNamed && name + 1 < brace && tokens[name + 1].Kind == HclTokenKind.Text ? tokens[name + 1].Value : null);
    }
}
