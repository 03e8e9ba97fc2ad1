using System.Net;
using System.Net.Sockets;

namespace CrmInsights.Local.Tests.Connect;

/// <summary>A port at which nobody listens, and which nobody else can get meanwhile.</summary>
sealed class DeafPort : IDisposable
{
    readonly Socket _socket = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);

    public DeafPort() => _socket.Bind(new IPEndPoint(IPAddress.Loopback, 0));

    public Uri Address => new($"http://127.0.0.1:{((IPEndPoint)_socket.LocalEndPoint!).Port}");

    public void Dispose() => _socket.Dispose();
}
