using System.Text;
using TfPilot.Core.Plans;

namespace TfPilot.Core.Tests.Plans;

public class LazyObjectReaderTests
{
    [Theory]
    [InlineData("""{"a":1,"b":{"c":[true,null,"x"]}}""")]
    [InlineData("""{"a":1,"b":{"c":[true,null,"y"]}}""")] // other values under the same names
    [InlineData("""{"a":1}""")] // fewer names
    [InlineData("""{"a":1,"b":{"c":{"d":[{"e":-1.50,"f":false}]}}}""")] // deeper than what is opened
    // lists
    [InlineData("""
        {"a":[{"b":1},{"b":2,"c":{}},[[{"b":3}]],{"$":"unknown"},{"$":"masked","text":"x"},"\"\u0001",[]],"b":[]}
        """)]
    [InlineData("""{"a":1,"b":2,"c":3}""")] // more names
    // names that need escapes, and a name in the plan that begins with $
    [InlineData("""{"b\"c":1,"$$d":{"$":"unknown"}}""")]
    [InlineData("""{"$":"sensitive"}""")]
    [InlineData("""{}""")]
    [InlineData("""[1,2]""")]
    [InlineData("null")]
    public void A_lazily_read_object_equals_a_fully_read_one(string json)
    {
        var value = RedactedJson.FromCanonical(Encoding.UTF8.GetBytes(json));
        var opener = new LazyObjectReader();
        opener.Open(RedactedJson.FromCanonical(Encoding.UTF8.GetBytes("""{"a":1,"b":{"c":[true,null,"x"]}}""")));

        var opened = opener.Open(value);

        RedactedJson.Of(opened).Should().Be(RedactedJson.Of(value.Value()));
        RedactedJson.Of(opener.Open(value)).Should().Be(RedactedJson.Of(opened));
    }

    [Theory]
    [InlineData("1", "12")]
    [InlineData("12", "1")]
    [InlineData("\"a\"", "\"a\\\"b\"")] // the quote is escaped
    [InlineData("[1]", "[1,2]")]
    [InlineData("{\"b\":\"}\"}", "{\"b\":\"}]\",\"c\":[\"{\",{}]}")] // brackets in text
    [InlineData("null", "{\"$\":\"unknown\"}")]
    public void A_value_with_the_same_prefix_as_the_previous_one_is_read_completely(string previous, string next)
    {
        var opener = new LazyObjectReader();
        var before = (PlanValue.Map)opener.Open(Object(previous));
        before.Find("a");

        var opened = (PlanValue.Map)opener.Open(Object(next));

        RedactedJson.Of(opened.Find("a")!).ToString().Should().Be(next);
        opened.Find("z").Should().Be(new PlanValue.Number("0"));

        static RedactedJson Object(string value) =>
            RedactedJson.FromCanonical(Encoding.UTF8.GetBytes($$"""{"a":{{value}},"z":0}"""));
    }

    [Fact]
    public void A_property_is_found_by_its_name()
    {
        var opened = (PlanValue.Map)new LazyObjectReader().Open(
            RedactedJson.FromCanonical("""{"$$a":"x","b":2}"""u8.ToArray()));

        opened.Find("$a").Should().Be(new PlanValue.Text("x"));
        opened.Find("c").Should().BeNull();
    }
}
