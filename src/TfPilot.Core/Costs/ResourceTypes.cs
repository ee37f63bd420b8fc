using TfPilot.Core.Plans;

namespace TfPilot.Core.Costs;

internal static class ResourceTypes
{
    /// <summary>The type within an address: <c>aws_subnet</c> in <c>module.net["eu"].aws_subnet.a[0]</c>; empty when it is no address.</summary>
    public static string Of(string address) => new ResourceAddress(address).Block.Split('.') is [.., var type, _] ? type : "";
}
