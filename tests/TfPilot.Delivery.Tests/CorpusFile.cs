namespace TfPilot.Delivery.Tests;

/// <summary>A file of a corpus, and the words of its label in the manifest.</summary>
internal sealed record CorpusFile(string Path, string Name, string Label)
{
    public byte[] Bytes => File.ReadAllBytes(Path);

    /// <summary>The files that exist of one corpus.</summary>
    public static IReadOnlyList<CorpusFile> All(string corpus) =>
    [
        .. from line in File.ReadAllLines(Corpus.PathOf(corpus, "MANIFEST.tsv")).Skip(1)
           let columns = line.Split('\t')
           from folder in new[] { "", "invalid" }
           let path = Corpus.PathOf(corpus, folder, columns[0])
           where File.Exists(path)
           select new CorpusFile(path, columns[0], columns[2]),
    ];

    /// <summary>The value of <c>name=value</c> in the label; null when it is not there.</summary>
    public string? Value(string name) => Label.Split(' ')
        .FirstOrDefault(word => word.StartsWith($"{name}=", StringComparison.Ordinal))?[(name.Length + 1)..];
}
