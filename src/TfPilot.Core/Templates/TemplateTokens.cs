using Scriban.Parsing;

namespace TfPilot.Core.Templates;

/// <summary>
/// Checks a template's length, tags and tokens before it is parsed, because the parser's work grows with nesting. The
/// engine's lexer does not nest.
/// </summary>
internal static class TemplateTokens
{
    private const int MaxLength = 32_768;
    private const int MaxTags = 1_000;
    private const int MaxTokens = 5_000;
    private const int MaxDots = 8;

    private static readonly HashSet<TokenType> Allowed =
    [
        TokenType.Raw, TokenType.CodeEnter, TokenType.CodeExit, TokenType.NewLine, TokenType.Whitespace,
        TokenType.WhitespaceFull,
        TokenType.Comment, TokenType.CommentMulti, TokenType.Identifier, TokenType.String, TokenType.SemiColon,
        TokenType.Exclamation, TokenType.Dot, TokenType.Eof,
    ];

    public static void Check(string text)
    {
        if (text.Length > MaxLength)
            throw new TemplateError($"it has more than {MaxLength} characters; make it shorter");
        var (tokens, tags, dots) = (0, 0, 0);
        var lexer = new Lexer(text);
        foreach (var token in lexer)
        {
            if (!Allowed.Contains(token.Type)) throw At(token, Refused(lexer, token));
            if (++tokens > MaxTokens)
                throw At(token, $"it has more than {MaxTokens} tokens; make it shorter");
            if (token.Type == TokenType.CodeEnter && ++tags > MaxTags)
                throw At(token, $"it has more than {MaxTags} tags; make it shorter");
            dots = token.Type switch { TokenType.Dot => dots + 1, TokenType.Identifier => dots, _ => 0 };
            if (dots > MaxDots)
                throw At(token, $"a name has more than {MaxDots} dots; {TemplateError.Help}");
        }
    }

    private static TemplateError At(Token token, string what) => TemplateError.At(token.Start.Line, what);

    private static string Refused(Lexer lexer, Token token) =>
        token.Type == TokenType.Invalid && lexer.Errors.FirstOrDefault() is { } error ? error.Message
        : $"`{TemplateSyntax.Excerpt(lexer.Text, token.Start.Offset)}` cannot be used in a template; " +
            TemplateError.Help;
}
