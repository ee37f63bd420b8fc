using TfPilot.App.Jobs;

namespace TfPilot.App.Tests.Jobs;

public sealed class SharedCacheTests
{
    [Fact]
    public async Task When_it_is_full_what_is_used_stays()
    {
        using var cache = new SharedCache(1_000_000);
        var part = cache.For<int, string>(text => text.Length);
        part.Keep(0, "used all the time");

        for (var i = 1; i <= 20_000; i++)
        {
            part.Keep(i, new string('x', 800));
            if (i % 50 == 0) await Task.Delay(1); // What is full is made room in beside those who remember.
            part.TryGetValue(0, out _).Should().BeTrue($"{i} were remembered");
        }

        cache.Count.Should().BeInRange(2, 1_000, "a thousand bytes each fit into a million");
    }

    [Fact]
    public void Places_do_not_see_each_others_values_and_what_is_too_large_is_only_given_back()
    {
        using var cache = new SharedCache(10_000);
        var (one, other) = (cache.For<string, int>(_ => 0), cache.For<string, int>(size => size));

        one.Keep("a", 1);
        var kept = other.Keep("b", 20_000);

        (one.TryGetValue("a", out var found), found).Should().Be((true, 1));
        other.TryGetValue("a", out _).Should().BeFalse();
        (kept, other.TryGetValue("b", out _)).Should().Be((20_000, false));
    }
}
