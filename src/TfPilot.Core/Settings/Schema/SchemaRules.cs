using System.Diagnostics;
using System.Globalization;
using System.Text.RegularExpressions;
using TfPilot.Core.Basics;

namespace TfPilot.Core.Settings;

/// <summary>
/// Validates a file against its schema and reports every difference. Invalid parts are left out of the result, so that
/// further rules can check the rest.
/// </summary>
internal sealed class SchemaRules(Problems problems)
{
    /// <summary>Null if no part of it is usable.</summary>
    public Node? Validate(Node node, Schema schema) => (schema, node) switch
    {
        (_, Node.Refused) => null,
        (Schema.OrWord or, Node.Scalar { Kind: ScalarKind.Text } scalar) =>
            ValidateWord(scalar, [or.Alone], "or a map of keys"),
        (Schema.OrWord or, _) => Validate(node, or.Other),
        (Schema.OrText or, Node.Scalar { Kind: ScalarKind.Text }) => Validate(node, or.Alone),
        (Schema.OrText or, Node.Map) => Validate(node, or.Other),
        (Schema.OneOrItems one, Node.List list) => ValidateTogether(ValidateItems(list, one.Item, 1), one.FindError),
        (Schema.OneOrItems one, _) => Validate(node, one.Item),
        (Schema.Items items, Node.List list) => ValidateItems(list, items.Item, items.Min),
        (Schema.Keys keys, Node.Map map) => ValidateKeys(map, keys),
        (Schema.Names names, Node.Map map) => ValidateNames(map, names),
        (Schema.Kinds kinds, Node.Map map) => ValidateKeys(map, KindOf(map, kinds)),
        (Schema.Text text, Node.Scalar { Kind: ScalarKind.Text } scalar) => ValidateText(scalar, text) ? scalar : null,
        (Schema.Scalar any, Node.Scalar { Kind: not ScalarKind.Null } scalar) =>
            ValidateScalar(scalar, any.FindError) ? scalar : null,
        (Schema.Word word, Node.Scalar { Kind: ScalarKind.Text } scalar) =>
            ValidateWord(Current(scalar, word), word.Words, ""),
        (Schema.Flag, Node.Scalar { Kind: ScalarKind.Flag }) => node,
        (Schema.Number number, Node.Scalar { Kind: ScalarKind.Number } scalar) => ValidateNumber(scalar, number),
        _ => Refuse(node, schema),
    };

    private Node? Refuse(Node node, Schema schema)
    {
        problems.Add(node,
            node is Node.Scalar { Kind: ScalarKind.Null } ? $"has no value: write {WordsOf(schema)}, or remove the key"
            : schema is Schema.Text text && node is Node.Scalar scalar && IsLike(scalar, text)
            ? $"must be {WordsOf(schema)}, but YAML reads {scalar.Words}: put it in quotes"
            : $"must be {WordsOf(schema)}; it is {node.Words}");
        return null;
    }

    private static string WordsOf(Schema schema) => schema switch
    {
        Schema.Text text => text.What,
        Schema.Scalar scalar => scalar.What,
        Schema.Word word => string.Join(" | ", word.Words),
        Schema.Flag => "true or false",
        Schema.Number number => number.What,
        Schema.Keys or Schema.Kinds => "a map of keys",
        Schema.Names names => $"a map with {names.Name.What} as keys",
        Schema.Items items => $"a list ([…]) of which each is {WordsOf(items.Item)}",
        Schema.OneOrItems one => $"{WordsOf(one.Item)}, or a list of these",
        Schema.OrWord or => $"{or.Alone} or {WordsOf(or.Other)}",
        Schema.OrText or => $"{or.Alone.What}, or {WordsOf(or.Other)}",
        _ => throw new UnreachableException(),
    };

    private Node.List ValidateItems(Node.List list, Schema item, int least)
    {
        if (list.Items.Count < least)
            problems.Add(list, "is an empty list; write at least one item, or remove the key");
        return list with { Items = [.. list.Items.Select(inner => Validate(inner, item)).OfType<Node>()] };
    }

    private static Node.Scalar Current(Node.Scalar scalar, Schema.Word word) =>
        word.Former.TryGetValue(scalar.Text, out var current) ? scalar with { Text = current } : scalar;

    /// <summary>
    /// The map with the keys of earlier versions under their current names; a key that is there twice stays unknown.
    /// </summary>
    private static Node.Map Current(Node.Map map, Schema.Keys keys)
    {
        var former = keys.Fields.SelectMany(field => field.Former.Select(old => (old, field.Key)))
            .ToDictionary(StringComparer.Ordinal);
        if (former.Count == 0) return map;
        return map with
        {
            Pairs = [.. map.Pairs.Select(pair =>
                former.TryGetValue(pair.Key, out var key) && !map.Has(key) ? pair with { Key = key } : pair)],
        };
    }

    private Node.Map ValidateKeys(Node.Map written, Schema.Keys keys)
    {
        var map = Current(written, keys);
        foreach (var pair in map.Pairs.Where(pair => keys.Fields.All(field => field.Key != pair.Key)))
            RefuseKey(map, pair, keys);
        var chosen = keys.OneOf.Where(map.Has).ToList();
        if (chosen.Count > 1) problems.Add(map, $"has {Sentence.And(chosen)}; keep one of them");
        foreach (var field in keys.Fields.Where(field => field.IsRequired && !map.Has(field.Key)))
        {
            problems.Add(map, $"lacks {field.Key}: {field.Meaning}");
        }

        if (map.Pairs.Count < keys.Min || (keys.AnyOf.Count > 0 && !keys.AnyOf.Any(map.Has)))
        {
            problems.Add(map,
                "is empty; write at least one of " +
                    $"{Sentence.Or(keys.AnyOf.Count > 0 ? keys.AnyOf : keys.Fields.Select(field => field.Key))}");
        }

        var fitting = map.Pairs.Select(
            pair => (pair, schema: keys.Fields.FirstOrDefault(field => field.Key == pair.Key)?.Schema));
        return map with
        {
            Pairs = [.. fitting.Where(known => known.schema is not null)
            .Select(known => Validate(known.pair, known.schema!)).OfType<Pair>()]
        };
    }

    private void RefuseKey(Node.Map map, Pair pair, Schema.Keys keys)
    {
        if (keys.Fields.FirstOrDefault(field => field.Former.Contains(pair.Key)) is { } current)
        {
            problems.Add(pair.Place,
                $"{pair.Key} is the former name of {current.Key}, which is there as well; keep {current.Key}");
            return;
        }

        var known = keys.Fields.Select(field => field.Key).ToList();
        var near = NearestName.Of(pair.Key, known);
        var where = map.Path.Length == 0 ? "" : $" in {map.Path}";
        problems.Add(pair.Place,
            $"{pair.Key} is not a known " +
                $"key{where}{(near is null ? $"; known keys are {Sentence.And(known)}" : $"; did you mean {near}?")}");
    }

    private Schema.Keys KindOf(Node.Map map, Schema.Kinds kinds)
    {
        var found = kinds.ByKey.Keys.Where(map.Has).ToList();
        if (found.Count == 1) return kinds.ByKey[found[0]];
        problems.Add(map, found.Count == 0
            ? $"has no kind; write exactly one of {Sentence.Or(kinds.ByKey.Keys)}"
            : $"has {found.Count} kinds, {Sentence.And(found)}; write a rule for each");
        return new(
            [.. kinds.ByKey.Values.SelectMany(keys => keys.Fields).DistinctBy(field => field.Key)
                .Select(field => field with { IsRequired = field.Key == "id" })]);
    }

    private Node.Map ValidateNames(Node.Map map, Schema.Names names)
    {
        if (map.Pairs.Count < names.Min) problems.Add(map, "is empty; write at least one entry, or remove the key");
        var named = map.Pairs
            .Where(pair => ValidateText(
                new(pair.Place, pair.Value.Path, ScalarKind.Text, pair.Key), names.Name)).ToList();
        return map with { Pairs = [.. named.Select(pair => Validate(pair, names.Value)).OfType<Pair>()] };
    }

    private Pair? Validate(Pair pair, Schema schema) =>
        Validate(pair.Value, schema) is { } value ? pair with { Value = value } : null;

    private bool ValidateText(Node.Scalar scalar, Schema.Text text)
    {
        if (IsLike(scalar, text)) return ValidateScalar(scalar, text.FindError);
        problems.Add(scalar, $"must be {text.What}; \"{scalar.Text}\" is not");
        return false;
    }

    // In JSON Schema, $ matches only the end; in .NET it also matches before a final line break.
    private static bool IsLike(Node.Scalar scalar, Schema.Text text) =>
        Regex.IsMatch(scalar.Text, text.Pattern.EndsWith('$') ? $"{text.Pattern[..^1]}\\z" : text.Pattern,
            RegexOptions.CultureInvariant | RegexOptions.NonBacktracking);

    private Node.List ValidateTogether(Node.List list, Func<IReadOnlyList<string>, string?>? mistake)
    {
        if (mistake?.Invoke([.. list.Items.OfType<Node.Scalar>().Select(item => item.Text)]) is { } found)
            problems.Add(list, found);
        return list;
    }

    private bool ValidateScalar(Node.Scalar scalar, Func<string, string?>? mistake)
    {
        if (mistake?.Invoke(scalar.Text) is not { } found) return true;
        problems.Add(scalar, $"(\"{scalar.Text}\") is wrong: {found}");
        return false;
    }

    private Node.Scalar? ValidateWord(Node.Scalar scalar, IReadOnlyList<string> words, string rest)
    {
        if (words.Contains(scalar.Text)) return scalar;
        problems.Add(scalar,
            $"must be {string.Join(" | ", words)}{(rest.Length > 0 ? $" {rest}" : "")}, not " +
                $"\"{scalar.Text}\"{NearestName.Hint(scalar.Text, words)}");
        return null;
    }

    private Node.Scalar? ValidateNumber(Node.Scalar scalar, Schema.Number number)
    {
        var value = double.Parse(scalar.Text, CultureInfo.InvariantCulture);
        if (value >= number.Min && value <= number.Max && (!number.IsInteger || double.IsInteger(value))) return scalar;
        problems.Add(scalar, $"must be {number.What}; it is {scalar.Text}");
        return null;
    }
}
