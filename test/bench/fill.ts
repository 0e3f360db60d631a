/** SQL that fills the example's schema with so many cases of a realistic size and kind, from nothing but their number. */
export function fillSql(rows: number): string {
  return `
    SET session_replication_role = replica;
    INSERT INTO public.users (id, email, full_name)
      SELECT md5('user' || n)::uuid, 'person' || n || '@example.com', 'Person ' || n FROM generate_series(1, 1000) n;
    INSERT INTO public.cases (
      id, user_id, employer_name, beneficiary_identifier, position_title, job_soc_code, case_number, case_status,
      priority, pwd_wage_amount, pwd_filing_date, pwd_determination_date, recruitment_start_date, notes, tags,
      documents, calendar_sync_enabled, is_favorite, created_at, updated_at)
      SELECT md5('case' || n)::uuid, md5('user' || (1 + n % 1000))::uuid, 'Employer "' || n || '" & Söhne',
        'B-' || n, 'Engineer ' || n % 17, '15-' || 1000 + n % 9000, 'P-100-' || n, 'PWD', 'normal',
        50000 + (n % 100000) + 0.5, date '2020-01-01' + n % 2000, date '2020-06-01' + n % 2000,
        date '2020-08-01' + n % 2000, repeat('A note with a \\ and "quotes". ', 8) || n, ARRAY['a', 'b,c', 'd "e"'],
        '[{"name": "offer.pdf", "url": "https://example.com/offer.pdf", "size": 12345}]'::jsonb,
        n % 2 = 0, n % 3 = 0, timestamptz '2023-01-01' + n * interval '1.000001 second', now()
      FROM generate_series(1, ${rows}) n;
    RESET session_replication_role;
    ANALYZE;`;
}
