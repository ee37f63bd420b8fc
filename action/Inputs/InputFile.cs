using TfPilot.Core.Basics;

namespace TfPilot.Action.Inputs;

/// <summary>Opens a file that the user named; every I/O error becomes a problem that says what to do.</summary>
internal static class InputFile
{
    /// <param name="howTo">How to create such a file, as a sentence that starts with "Create it".</param>
    public static Validated<T> Read<T>(
        string path, string shown, Func<Stream> open, Func<Stream, Validated<T>> read, string howTo)
    {
        try
        {
            using var stream = open();
            return read(stream);
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            return new Problem(path, $"{shown} does not exist. {howTo}");
        }
        catch (UnauthorizedAccessException)
        {
            return new Problem(path,
                $"{shown} may not be read by this user. Check its permissions (in a container: the mount and " +
                    "the user).");
        }
        catch (IOException e)
        {
            return new Problem(path, $"{shown} could not be read: {e.Message}");
        }
    }

    /// <inheritdoc cref="Read{T}"/>
    public static Validated<string> ReadText(string path, string shown, string howTo) =>
        Read<string>(path, shown, () => Open(path), stream => Text(stream), howTo);

    public static string Text(Stream stream)
    {
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }

    public static ReadOnlyMemory<byte> Bytes(Stream stream)
    {
        var bytes = new MemoryStream();
        stream.CopyTo(bytes);
        return bytes.GetBuffer().AsMemory(0, (int)bytes.Length);
    }

    public static Stream Open(string path) =>
        new FileStream(
            path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite, bufferSize: 0, FileOptions.SequentialScan);
}
