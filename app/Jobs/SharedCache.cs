using System.Diagnostics.CodeAnalysis;
using Microsoft.Extensions.Caching.Memory;

namespace TfPilot.App.Jobs;

/// <summary>
/// The one memory of what was read before and stays as it is. All who remember share its size; when it is full, what
/// was not used for longest goes. Nothing may depend on what is in it: a value that is not there is read again.
/// </summary>
internal sealed class SharedCache(long capacity) : IDisposable
{
    /// <summary>In bytes, as far as those who remember can tell.</summary>
    public const long Shared = 96L << 20;

    /// <summary>For the entry itself, its key and its place.</summary>
    private const long EntrySize = 200;

    private readonly MemoryCache entries = new(
        new MemoryCacheOptions { SizeLimit = capacity, CompactionPercentage = 0.1 });

    public int Count => entries.Count;

    /// <summary>The place of one who remembers; keys of several places are never the same.</summary>
    /// <param name="sizeOf">About how many bytes a value takes.</param>
    public Part<TKey, TValue> For<TKey, TValue>(Func<TValue, long> sizeOf) where TKey : notnull
        where TValue : notnull => new(this, sizeOf);

    public void Dispose() => entries.Dispose();

    internal sealed class Part<TKey, TValue>(SharedCache all, Func<TValue, long> sizeOf) where TKey : notnull
        where TValue : notnull
    {
        public bool TryGetValue(TKey key, [MaybeNullWhen(false)] out TValue value) =>
            all.entries.TryGetValue(new Entry(this, key), out value);

        /// <summary>The value, which is remembered where there is room.</summary>
        public TValue Keep(TKey key, TValue value)
        {
            all.entries.Set(
                new Entry(this, key), value, new MemoryCacheEntryOptions { Size = EntrySize + sizeOf(value) });
            return value;
        }

        private sealed record Entry(Part<TKey, TValue> Part, TKey Key);
    }
}
