using System;
using System.IO;
using System.Net;

namespace CrmInsights.Plugins;

/// <summary>One POST of one event.</summary>
/// <remarks>HttpWebRequest, not HttpClient: it blocks without a thread to wait on, and it is in System.dll, which every runtime of a plug-in has.</remarks>
static class EventRequest
{
    /// <summary>The platform ends a step after two minutes; a worker must not hang that long.</summary>
    const int TimeoutMilliseconds = 15_000;

    /// <summary>With the two that .NET Framework allows, the jobs of a worker would wait for each other until they time out.</summary>
    const int Connections = 32;

    public static Answer Post(Uri address, byte[] body, string signature)
    {
        try
        {
            var request = Create(address, body.Length, signature);
            using (var stream = request.GetRequestStream()) stream.Write(body, 0, body.Length);
            using var response = (HttpWebResponse)request.GetResponse();
            return Answer.Of(response.StatusCode);
        }
        catch (WebException exception) when (exception.Response is HttpWebResponse response)
        {
            using (response) return Answer.Of(response.StatusCode);
        }
        catch (WebException exception)
        {
            return Answer.None(exception.Message);
        }
        catch (IOException exception)
        {
            return Answer.None(exception.Message);
        }
    }

    static HttpWebRequest Create(Uri address, int length, string signature)
    {
        var request = WebRequest.CreateHttp(address);
        request.Method = "POST";
        request.ContentType = "application/cloudevents+json; charset=utf-8";
        request.ContentLength = length;
        request.Headers["x-ci-signature"] = signature;
        request.Timeout = TimeoutMilliseconds;
        request.ReadWriteTimeout = TimeoutMilliseconds;
        request.KeepAlive = false;         // workers come and go; a kept connection would be found dead
        request.AllowAutoRedirect = false; // a redirect could lead away from https
        request.ServicePoint.Expect100Continue = false;
        request.ServicePoint.ConnectionLimit = Connections;
        if (address.IsLoopback) request.Proxy = null;
        return request;
    }
}
