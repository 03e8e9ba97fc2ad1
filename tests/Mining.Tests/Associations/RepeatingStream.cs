namespace CrmInsights.Mining.Tests.Associations;

/// <summary>A piece of bytes many times over, as long as a file that nobody wants to keep on a disk.</summary>
sealed class RepeatingStream(byte[] piece, long length) : Stream
{
    public override bool CanRead => true;
    public override bool CanSeek => true;
    public override bool CanWrite => false;
    public override long Length => length;
    public override long Position { get; set; }

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    public override int Read(Span<byte> buffer)
    {
        var from = (int)(Position % piece.Length);
        var count = (int)Math.Min(Math.Min(buffer.Length, piece.Length - from), length - Position);
        piece.AsSpan(from, count).CopyTo(buffer);
        Position += count;
        return count;
    }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();
    public override void SetLength(long value) => throw new NotSupportedException();
    public override void Flush() { }
    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
}
