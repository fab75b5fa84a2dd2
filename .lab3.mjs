import * as at from './bench/metering-plane.mjs';
const keys=300000;
const plane = await at.startMeteringPlane();
await at.seedKeys(plane, keys);
await plane.sql(`INSERT INTO usage_daily (usage_plan_id, key_id, day, used, remaining, hours) SELECT 'plan01','key'||lpad(i::text,7,'0'),'${at.today}',36,1000,'[8:15]={1,2,3,4,5,6,7,8}' FROM generate_series(1,${keys}) i`);
await plane.sql(`INSERT INTO quota_states (usage_plan_id,key_id,period_start,period_end,used) SELECT 'plan01','key'||lpad(i::text,7,'0'),'${at.monthStart}','2026-12-01',36 FROM generate_series(1,${keys}) i`);
await plane.database.read(({manager})=>manager.query('VACUUM ANALYZE'));
await plane.sql(`load 'auto_explain'`);
const ks=Array.from({length:1000},(_, i)=>at.keyName(1+((i*7919)%keys))).sort();
const plans=ks.map(()=>'plan01'),S=ks.map(()=>at.monthStart),ones=ks.map(()=>3);
const ex=async(t,v)=>{ for(let i=0;i<2;i++) { await plane.database.write(async({manager})=>{const r=await manager.query('explain (analyze,buffers,wal) '+t,v); if(i)console.log(r.map(x=>x['QUERY PLAN']).join('\n'),'\n');}) } };
await ex(`SELECT n.number, q.adjustment, q.used, q.held, coalesce(q.counted_at <= p.changed_at, false) AS stale, coalesce((q.leases ->> $4::text)::bigint, 0) AS held_here
       FROM unnest($1::text[], $2::text[], $3::date[]) WITH ORDINALITY AS n (usage_plan_id, key_id, period_start, number)
       JOIN quota_states q ON q.usage_plan_id = n.usage_plan_id AND q.key_id = n.key_id AND q.period_start = n.period_start
       LEFT JOIN unnest($5::text[], $6::timestamptz[]) AS p (id, changed_at) ON p.id = q.usage_plan_id
      ORDER BY q.usage_plan_id, q.key_id, q.period_start FOR UPDATE OF q`,[plans,ks,S,1,[],[]]);
await ex(`UPDATE quota_states q SET used = n.used, held = n.held, leases = CASE n.held_here WHEN 0 THEN q.leases - $7::text ELSE jsonb_set(q.leases, ARRAY[$7::text], to_jsonb(n.held_here)) END
       FROM unnest($1::text[], $2::text[], $3::date[], $4::bigint[], $5::bigint[], $6::bigint[]) AS n (usage_plan_id, key_id, period_start, used, held, held_here)
      WHERE q.usage_plan_id = n.usage_plan_id AND q.key_id = n.key_id AND q.period_start = n.period_start`,[plans,ks,S,ones,ones,ones,1]);
await ex(`INSERT INTO usage_daily AS d (usage_plan_id, key_id, day, used, remaining, hours)
     SELECT usage_plan_id, key_id, $1::date, used, remaining, array_fill(used, ARRAY[1], ARRAY[$2::integer])
       FROM unnest($3::text[], $4::text[], $5::bigint[], $6::bigint[]) AS n (usage_plan_id, key_id, used, remaining)
      ORDER BY 1, 2
     ON CONFLICT (usage_plan_id, day, key_id)
     DO UPDATE SET used = d.used + excluded.used, remaining = excluded.remaining, hours[$2::integer] = coalesce(d.hours[$2::integer], 0) + excluded.used`,[at.today,12,plans,ks,ones,ones]);
await plane.close(); process.exit(0);
