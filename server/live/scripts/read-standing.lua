--[[ read-standing: one entrant, and the last entry of the next place up.
  KEYS    1 board  2 standings
  ARGV    1 entrantId  2 idWidth
  RETURNS its place and member, then the place and member above unless it stands first; nothing when the entrant is not on the board ]]
--- @include "includes/standing-records"
--- @include "includes/place-of"
local member = memberOf(KEYS[2], ARGV[1])
if not member or not redis.call('ZSCORE', KEYS[1], member) then return {} end
local idWidth = tonumber(ARGV[2])
local reply = { placeOf(KEYS[1], member, idWidth), member }
local above = redis.call('ZREVRANGEBYLEX', KEYS[1], '(' .. member:sub(1, -idWidth - 1), '-', 'LIMIT', 0, 1)[1]
if above then
  reply[3] = placeOf(KEYS[1], above, idWidth)
  reply[4] = above
end
return reply
