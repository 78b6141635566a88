--[[ switch-generation: put a freshly filled board in the place of the one in use, all of it at once.
  KEYS    1 nextBoard  2 nextStandings  3 nextTallies  4 nextWatermark  5 board  6 standings  7 tallies  8 watermark
  ARGV    1 mark
  RETURNS 1 switched ]]
for part = 1, 4 do
  -- unlinked first: renaming over a million entries would free them within this call
  redis.call('UNLINK', KEYS[part + 4])
  if redis.call('EXISTS', KEYS[part]) == 1 then redis.call('RENAME', KEYS[part], KEYS[part + 4]) end
end
redis.call('SET', KEYS[8], ARGV[1])
return 1
