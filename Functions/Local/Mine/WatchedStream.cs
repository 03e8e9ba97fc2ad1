namespace CrmInsights.Local.Mine;

/// <summary>A stream that is only read, and tells how much of it has been read: so every reader of the engine shows its progress.</summary>
sealed class WatchedStream(Stream inner, IProgress<double> progress) : Stream
{
    readonly long _length = inner.CanSeek ? inner.Length : 0;
    long _read;

    public override bool CanRead => true;
    public override bool CanSeek => inner.CanSeek;
    public override bool CanWrite => false;
    public override long Length => inner.Length;

    public override long Position
    {
        get => inner.Position;
        set => inner.Position = value;
    }

    public override int Read(Span<byte> buffer) => Told(inner.Read(buffer));

    public override int Read(byte[] buffer, int offset, int count) => Told(inner.Read(buffer, offset, count));

    public override long Seek(long offset, SeekOrigin origin) => inner.Seek(offset, origin);

    public override void SetLength(long value) => throw new NotSupportedException("The stream is only read.");

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException("The stream is only read.");

    public override void Flush() => inner.Flush();

    int Told(int count)
    {
        _read += count;
        if (_length > 0) progress.Report(Math.Min(1, (double)_read / _length));
        return count;
    }
}
