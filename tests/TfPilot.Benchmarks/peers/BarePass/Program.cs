using System.Text.Json;

// Reads every token once through a window of 256 KB without using it: the minimal cost of reading a plan.
using var file = new FileStream(
    args[0], FileMode.Open, FileAccess.Read, FileShare.Read, bufferSize: 0, FileOptions.SequentialScan);
var window = new byte[256 * 1024];
var state = new JsonReaderState(new JsonReaderOptions { MaxDepth = 256 });
var tokens = 0L;
for (var kept = 0; ;)
{
    var count = file.Read(window.AsSpan(kept));
    var reader = new Utf8JsonReader(window.AsSpan(0, kept + count), isFinalBlock: count == 0, state);
    while (reader.Read()) tokens++;
    if (count == 0) break;
    state = reader.CurrentState;
    var rest = window.AsSpan((int)reader.BytesConsumed..(kept + count));
    kept = rest.Length;
    rest.CopyTo(window);
    if (kept == window.Length) Array.Resize(ref window, window.Length * 2);
}

Console.WriteLine(tokens);
