//! Lists in frames, and the fields that only a server writes.

use crate::body::{Reader, Writer};
use crate::{
    COLLEAGUE_ENTRIES, Colleague, DecodeError, EndReason, FromServer, Presence, QUEUE_ENTRIES, QueueEntry,
    Role, ShiftId, Status,
};

pub(crate) fn queue(waiting: u32, on_duty: u16, entries: &[QueueEntry]) -> Writer {
    let shown = entries.len().min(QUEUE_ENTRIES);
    let header = Writer::new(0x53)
        .put(&waiting.to_be_bytes())
        .put(&on_duty.to_be_bytes())
        .put(&[shown as u8]);
    entries.iter().take(shown).fold(header, |writer, entry| {
        writer
            .put(&entry.ticket.0)
            .put(&entry.waited_seconds.to_be_bytes())
            .put(&[entry.presence.code()])
    })
}

pub(crate) fn read_queue(body: &mut Reader) -> Result<FromServer, DecodeError> {
    let (waiting, on_duty) = (body.u32()?, body.u16()?);
    let entries = read_list(body, QUEUE_ENTRIES, |body| {
        Ok(QueueEntry {
            ticket: body.ticket()?,
            waited_seconds: body.u32()?,
            presence: presence(body.u8()?)?,
        })
    })?;
    Ok(FromServer::Queue {
        waiting,
        on_duty,
        entries,
    })
}

pub(crate) fn colleagues(entries: &[Colleague]) -> Writer {
    let shown = entries.len().min(COLLEAGUE_ENTRIES);
    entries
        .iter()
        .take(shown)
        .fold(Writer::new(0x57).put(&[shown as u8]), |writer, colleague| {
            writer.put(&colleague.encode())
        })
}

pub(crate) fn read_colleagues(body: &mut Reader) -> Result<Vec<Colleague>, DecodeError> {
    read_list(body, COLLEAGUE_ENTRIES, |body| {
        Ok(Colleague {
            shift: ShiftId(body.array()?),
            role: Role::of(body.u8()?).ok_or(DecodeError::BadFrame)?,
            status: Status::decode(body.array()?)?,
            holds: body.u8()?,
        })
    })
}

fn read_list<T>(
    body: &mut Reader,
    most: usize,
    entry: impl Fn(&mut Reader) -> Result<T, DecodeError>,
) -> Result<Vec<T>, DecodeError> {
    let n = body.u8()?;
    if usize::from(n) > most {
        return Err(DecodeError::BadFrame);
    }
    (0..n).map(|_| entry(body)).collect()
}

pub(crate) fn presence(code: u8) -> Result<Presence, DecodeError> {
    match code {
        1 => Ok(Presence::Here),
        2 => Ok(Presence::Away),
        3 => Ok(Presence::Exited),
        _ => Err(DecodeError::BadFrame),
    }
}

pub(crate) fn end_reason(code: u8) -> Result<EndReason, DecodeError> {
    match code {
        5 => Ok(EndReason::Gone),
        6 => Ok(EndReason::OffDuty),
        7 => Ok(EndReason::Unknown),
        8 => Ok(EndReason::AwayTooLong),
        10 => Ok(EndReason::Closed),
        11 => Ok(EndReason::HandedOver),
        other => EndReason::from_page(other).ok_or(DecodeError::BadFrame),
    }
}
