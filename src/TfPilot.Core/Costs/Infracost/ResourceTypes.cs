using TfPilot.Core.Plans;

namespace TfPilot.Core.Costs;

internal static class ResourceTypes
{
    /// <summary>
    /// The resource type in an address: <c>aws_subnet</c> in <c>module.net["eu"].aws_subnet.a[0]</c>; empty for an
    /// invalid address.
    /// </summary>
    public static string Of(string address) =>
        new ResourceAddress(address).Block.Split('.') is [.., var type, _] ? type : "";
}
