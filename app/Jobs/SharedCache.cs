using System.Diagnostics.CodeAnalysis;
using Microsoft.Extensions.Caching.Memory;

namespace TfPilot.App.Jobs;

/// <summary>
/// The shared cache of immutable values. All users share its size limit; when it is full, the least recently used
/// entries are evicted. A missing value is read again, so correctness never depends on the cache.
/// </summary>
internal sealed class SharedCache(long capacity) : IDisposable
{
    /// <summary>The size limit of the App's cache in bytes. The users of the cache estimate the sizes.</summary>
    public const long SharedBytes = 96L << 20;

    /// <summary>Overhead of the entry, its key and its region.</summary>
    private const long EntrySize = 200;

    private readonly MemoryCache entries = new(
        new MemoryCacheOptions { SizeLimit = capacity, CompactionPercentage = 0.1 });

    public int Count => entries.Count;

    /// <summary>The region of one user of the cache; keys of different regions never collide.</summary>
    /// <param name="sizeOf">Returns the approximate size of a value in bytes.</param>
    public Region<TKey, TValue> CreateRegion<TKey, TValue>(Func<TValue, long> sizeOf) where TKey : notnull
        where TValue : notnull => new(this, sizeOf);

    public void Dispose() => entries.Dispose();

    internal sealed class Region<TKey, TValue>(SharedCache all, Func<TValue, long> sizeOf) where TKey : notnull
        where TValue : notnull
    {
        public bool TryGetValue(TKey key, [MaybeNullWhen(false)] out TValue value) =>
            all.entries.TryGetValue(new Entry(this, key), out value);

        /// <summary>Caches the value if it fits, and returns it.</summary>
        public TValue Set(TKey key, TValue value)
        {
            all.entries.Set(
                new Entry(this, key), value, new MemoryCacheEntryOptions { Size = EntrySize + sizeOf(value) });
            return value;
        }

        private sealed record Entry(Region<TKey, TValue> Region, TKey Key);
    }
}
